// An authorization server for tests: oidc-provider, with its own checks of secrets and signatures.
// Prints its port, then a line for each token that it gives. SECRET: of the client our-client.
// KEYS: the public keys, as a JWK set, of the client our-backend, which signs assertions.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const scopes = ['DocumentReference.crus', 'Binary.crd', 'MedicationDispense.rus']
  .map((right) => `system/${right}`);
const common = {
  grant_types: ['client_credentials'], redirect_uris: [], response_types: [],
  scope: scopes.join(' '),
};
const keys = JSON.parse(process.env.KEYS);

const server = createServer((request, response) => callback(request, response));
let callback;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [
      {
        ...common, client_id: 'our-client', client_secret: process.env.SECRET,
        token_endpoint_auth_method: 'client_secret_basic',
      },
      {
        ...common, client_id: 'our-client-2', client_secret: process.env.SECRET,
        token_endpoint_auth_method: 'client_secret_post',
      },
      ...keys.keys.map((key) => ({
        ...common, client_id: `our-backend-${key.kty}`, jwks: { keys: [key] },
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: key.kty === 'RSA' ? 'RS384' : 'ES384',
      })),
    ],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['RS384', 'ES384'] },
    features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
    scopes,
    ttl: { ClientCredentials: 300 },
  });
  provider.on('grant.success', ({ oidc }) => console.log(`${oidc.client.clientId} ${oidc.params.scope}`));
  provider.on('grant.error', (_, fault) => console.log(`refused ${fault.error}`));
  callback = provider.callback();
  console.log(port);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));  // the tests are gone
