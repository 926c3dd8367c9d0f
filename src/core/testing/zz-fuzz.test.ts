import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createFold } from "/work/main/src/core/law/fold.ts";
import { ruleOf } from "/work/main/src/core/law/table.ts";
import { isStanding } from "/work/main/src/core/kernel/matter.ts";
import { arrivingHistory, historyOf } from "/work/main/src/core/testing/random.ts";
import { demo, demoOfFour, loaderOf, MATTER, begin, climbedTo, stepStates } from "/work/main/src/core/testing/story.ts";
const show = (acts:any)=> acts.map((a:any)=>`${a.by}#${a.seq} ${a.kind} +${(a.at-Date.UTC(2026,10,23,9))/3600000}h seen=${JSON.stringify(a.seen)} of=${a.body.of??""} to=${a.to} ${a.body.length??""}`).join("\n");
const foldAll=(c:any,acts:any)=>{const f=createFold(c,loaderOf(acts)); for(const a of acts) f.insert(a); return f;};
for (const [name,c] of [["three",demo()],["four",demoOfFour()]] as const) {
 test("arrival "+name,()=>{ fc.assert(fc.property(arrivingHistory(c),([acts,arr])=>{
   const a=foldAll(c,acts), b=foldAll(c,arr); const end=acts.at(-1)!.at+1e10;
   assert.deepEqual(b.entries(MATTER).map((e:any)=>[e.id,e.refusal]),a.entries(MATTER).map((e:any)=>[e.id,e.refusal]), show(acts));
   assert.deepEqual(b.matter(MATTER,end),a.matter(MATTER,end),show(acts));
 }),{numRuns:3000});});
 test("ends declared "+name,()=>{ fc.assert(fc.property(historyOf(c),(acts)=>{
   const f=foldAll(c,acts); const m=f.matter(MATTER,1e15)!; 
   assert.ok(["silent","closed"].includes(m.standing.is), m.standing.is+"\n"+show(acts)+"\n"+JSON.stringify(m.duties.map(d=>d.id+":"+d.state.is))+JSON.stringify(stepStates(m)));
 }),{numRuns:3000});});
 test("keepable "+name,()=>{ fc.assert(fc.property(historyOf(c),fc.nat(400),(acts,h)=>{
   const f=foldAll(c,acts); const now=Math.max(...acts.map(a=>a.at))+h*3600000; const m=f.matter(MATTER,now)!;
   for (const d of m.duties.filter(isStanding)) { const at=Math.max(now,d.earliest)+86400000*2; 
     const mm=f.matter(MATTER,at)!; const dd=mm.duties.find(x=>x.id===d.id)!; if(!isStanding(dd)) continue;
     const vs=d.owes.map(k=>ruleOf(k)!.may({by:d.by,at},{compact:c,matter:mm,find:()=>undefined}));
     assert.ok(vs.some(v=>v.ok), JSON.stringify([d,vs,mm.standing])+"\n"+show(acts)); }
 }),{numRuns:3000});});
 test("done when nothing owed "+name,()=>{ fc.assert(fc.property(historyOf(c),fc.nat(400),(acts,h)=>{
   const f=foldAll(c,acts); const now=Math.max(...acts.map(a=>a.at))+h*3600000; const m=f.matter(MATTER,now)!;
   for (const s of m.steps) if (s.state.is==="open") assert.ok(m.duties.some(d=>d.step===s.id&&isStanding(d)), s.id+JSON.stringify(m.standing)+"\n"+show(acts));
 }),{numRuns:3000});});
}
