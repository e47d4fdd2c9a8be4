/**
 * Owns which addresses a service may send us to, for results and uploads, and going there. An answer is data: it must not make this
 * computer ask its own network, nor follow a redirect there. Where the user overrode a service's address, theirs is the word.
 */
import { lookup as resolve } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { Readable } from "node:stream";
import { needsKey, type ProviderName } from "../../../shared/models/profile.ts";
import { ServiceFault } from "./service-fault.ts";

export interface Permission {
  /** The service's name, for sentences. */
  readonly label: string;
  /** True where the user put another address in place of the service's own: then it may lie on this network, and without TLS. */
  readonly isOverridden: boolean;
  /** Only what lies under this address may be gone to, and no redirect is followed: of a machine of the user's own. */
  readonly only?: string;
}

/** Where a service may send us to, itself being at `baseUrl`. */
export function permissionOf(
  {
    label,
    name,
    defaultBaseUrl,
  }: { readonly label: string; readonly name: ProviderName; readonly defaultBaseUrl: string },
  baseUrl: string,
): Permission {
  if (!needsKey(name)) return { label, isOverridden: true, only: baseUrl };
  return { label, isOverridden: baseUrl !== defaultBaseUrl };
}

const redirectsMax = 5;

/** Addresses that are not of the public internet. Source: IANA's registries of special-purpose addresses (RFC 6890). */
const special = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  special.addSubnet(net, prefix, "ipv4");
}
/** Of the sixth version only 2000::/3 is public; within it, what carries an address of the fourth, and what is for examples. */
const publicV6 = new BlockList();
publicV6.addSubnet("2000::", 3, "ipv6");
const specialV6 = new BlockList();
for (const [net, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  specialV6.addSubnet(net, prefix, "ipv6");
}

/** Whether an IP address is one of the public internet. */
export function isPublicIp(address: string): boolean {
  if (isIP(address) === 4) return !special.check(address, "ipv4");
  return isIP(address) === 6 && publicV6.check(address, "ipv6") && !specialV6.check(address, "ipv6");
}

/** The address as a URL. Throws ServiceFault `unclear` for what is none, or none that may be gone to. */
export function checkOutside(given: string, { label, isOverridden, only }: Permission): URL {
  const url = URL.parse(given);
  const refuse = (detail: string) => new ServiceFault("unclear", label, { detail });
  if (url === null) throw refuse("the address is not valid");
  const isTls = url.protocol === "https:";
  if (!isTls && !(isOverridden && url.protocol === "http:")) throw refuse("the address does not use HTTPS");
  if (url.username !== "" || url.password !== "") throw refuse("the address contains a password");
  if (only !== undefined && !url.href.startsWith(`${only}/`)) throw refuse("the address is not that of the service");
  if (isOverridden) return url;
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  const isLocalName = /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa)$/i.test(host) || !/[.:]/.test(host);
  if (isLocalName || (isIP(host) !== 0 && !isPublicIp(host))) throw refuse("the address is on this network");
  return url;
}

/**
 * Asks for an address outside, without any key; follows redirects, each looked at like the first. Throws ServiceFault for an address
 * that may not be gone to, and what the network says.
 */
export async function fetchOutside(
  address: string,
  permission: Permission,
  options: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
): Promise<Response> {
  let url = checkOutside(address, permission);
  for (let hops = 0; hops <= redirectsMax; hops += 1) {
    const answer = await ask(url, permission, options);
    const location = [301, 302, 303, 307, 308].includes(answer.status) ? answer.headers.get("location") : null;
    if (location === null) return answer;
    await answer.body?.cancel();
    if (permission.only !== undefined) throw new ServiceFault("unclear", permission.label, { detail: "it redirects" });
    url = checkOutside(URL.parse(location, url.href)?.href ?? location, permission);
  }
  throw new ServiceFault("unclear", permission.label, { detail: "it redirects too many times" });
}

function ask(
  url: URL,
  permission: Permission,
  { headers, signal }: Parameters<typeof fetchOutside>[2],
): Promise<Response> {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((done, fail) => {
    const asking = request(url, { headers, signal, lookup: lookupFor(permission) }, (incoming) => {
      const { statusCode = 0, headers: given } = incoming;
      const named = Object.entries(given).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value] as [string, string]],
      );
      const isEmpty = [204, 205, 304].includes(statusCode);
      if (isEmpty) incoming.resume();
      const body = isEmpty ? null : (Readable.toWeb(incoming) as ReadableStream<Uint8Array>);
      done(new Response(body, { status: statusCode, headers: named }));
    });
    asking.on("error", fail);
    asking.end();
  });
}

/**
 * A name may stand for an address on this network: what it resolves to is judged, and that very address is connected to. `resolveName` is
 * the system's own, unless a test has another one.
 */
export function lookupFor({ label, isOverridden }: Permission, resolveName = resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "", 0);
      const isPrivate = !isOverridden && addresses.some(({ address }) => !isPublicIp(address));
      const [first] = addresses;
      if (isPrivate || first === undefined) {
        const detail = "the address is on this network";
        return callback(new ServiceFault("unclear", label, { detail }) as NodeJS.ErrnoException, "", 0);
      }
      if (options.all) return callback(null, addresses as never, 0);
      callback(null, first.address, first.family);
    });
  };
}
