// An HL7 v2 receiver for tests: Medplum's. Prints its port; answers AA, and AE to what is not whole.
// What it has understood is written as a line of JSON for each message, with the number of its connection.
import { createServer } from 'node:net';
import { Hl7Server } from '@medplum/hl7';

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

const port = await freePort();
let connections = 0;
const server = new Hl7Server((connection) => {
  const number = ++connections;
  connection.addEventListener('message', ({ message }) => {
    const read = (segment, field) => message.getSegment(segment)?.getField(field)?.toString() ?? '';
    const content = message.getSegment('OBX')?.getField(5);
    console.log(JSON.stringify({
      connection: number,
      control: read('MSH', 10),
      kind: read('MSH', 9),
      processing: read('MSH', 11),
      visit: read('PV1', 19),
      patient: read('PID', 3),
      number: read('TXA', 12),
      by: read('TXA', 9),
      encoding: content?.getComponent(4) ?? '',
      content: content?.getComponent(5) ?? '',
    }));
    connection.send(message.buildAck({ ackCode: content ? 'AA' : 'AE' }));
  });
});
server.start(port, 'utf-8');
console.log(port);
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));  // the tests are gone
