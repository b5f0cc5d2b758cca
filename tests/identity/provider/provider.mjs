// A certified OpenID provider for the tests: everybody may sign in, as whom the login_hint says.
//
// Its configuration comes as one JSON object on standard input; "ready" on standard output says
// that it listens. Nothing is kept: a provider started again on the same port knows no session.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import Provider from "oidc-provider";

const given = JSON.parse(readFileSync(0, "utf8"));

const provider = new Provider(given.issuer, {
  clients: given.clients,
  jwks: { keys: given.keys },
  cookies: { keys: ["only-for-tests"] },
  claims: { openid: ["sub"] },
  scopes: ["openid", "relief"],
  ttl: { AccessToken: 300, ClientCredentials: 300, IdToken: 300, AuthorizationCode: 60, Interaction: 60, Session: 60, Grant: 60 },
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => undefined,
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, resource) => ({
        scope: "relief",
        audience: resource,
        accessTokenFormat: "jwt",
        jwt: { sign: { alg: given.accessTokenAlg ?? "RS256" } },
      }),
    },
  },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  // Whoever asks has consented already.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid");
    await grant.save();
    return grant;
  },
});

const answer = provider.callback();
const server = createServer(async (request, response) => {
  if (!request.url.startsWith("/interaction/")) return answer(request, response);
  try {
    const { params } = await provider.interactionDetails(request, response);
    const login = { accountId: params.login_hint ?? given.account };
    return await provider.interactionFinished(request, response, { login });
  } catch (error) {
    response.statusCode = 400;
    return response.end(String(error));
  }
});
server.listen(given.port, "127.0.0.1", () => console.log("ready"));
