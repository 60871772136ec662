/** The OpenAPI document of a face, made from the contracts that the face itself obeys. */
import { z } from 'zod';
import type { Endpoint } from '@amparo/casework/kernel';
import { REFUSALS } from '@amparo/casework/kernel';

/**
 * Describes calls in OpenAPI 3.1.
 *
 * Shape: writes need `Content-Type: application/json` and an `Origin` header that names this face;
 * refusals are `application/problem+json` with a code of the closed list.
 */
export function describeCalls(endpoints: readonly Endpoint[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:([a-z]+)/g, '{$1}');
    (paths[path] ??= {})[endpoint.method.toLowerCase()] = describeCall(endpoint);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Amparo',
      version,
      description:
        'Calls between a node and its clients. Contents are sealed by the client; the node sees ' +
        'envelopes. Every write names its own origin in the Origin header.',
    },
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'amparo_app_…' } },
      schemas: { Problem: problemSchema() },
    },
  };
}

function describeCall(endpoint: Endpoint): object {
  const isGet = endpoint.method === 'GET';
  const inPath = parametersOf(endpoint.params, 'path');
  const inQuery = isGet ? parametersOf(endpoint.input, 'query') : [];
  return {
    summary: endpoint.summary,
    ...(endpoint.session ? { security: [{ session: [] }] } : {}),
    parameters: [...inPath, ...inQuery],
    ...(isGet ? {} : { requestBody: { required: true, content: jsonOf(endpoint.input, 'input') } }),
    responses: {
      200: { description: endpoint.summary, content: jsonOf(endpoint.output, 'output') },
      default: {
        description: 'A refusal of the closed list.',
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    },
  };
}

function jsonOf(schema: z.ZodType, io: 'input' | 'output'): object {
  return { 'application/json': { schema: schemaOf(schema, io) } };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): z.core.JSONSchema.BaseSchema {
  const described = z.toJSONSchema(schema, { io });
  delete described.$schema;
  return described;
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query'): object[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input');
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function problemSchema(): object {
  return {
    type: 'object',
    required: ['type', 'title', 'status', 'code'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      code: { type: 'string', enum: Object.keys(REFUSALS) },
      detail: { type: 'string' },
    },
  };
}
