import type { FastifyInstance } from "fastify";
import type { Desk } from "./desk.ts";
export function getCase(_app: FastifyInstance, _desk: Desk): void {}
