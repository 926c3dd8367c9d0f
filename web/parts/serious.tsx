// Both views of how serious it is, as ranges on one scale, with the difference said in words.

import type { ReactNode } from "react";
import type { Compact } from "../../src/core/compact/compact.ts";
import type { PartyId } from "../../src/core/kernel/act.ts";
import type { HeldAssessment, Matter } from "../../src/core/kernel/matter.ts";
import type { AssessmentView } from "../../src/core/assessment/views.ts";
import type { MatterView } from "../../src/node/http/api.ts";
import { useAssessmentSpeech, type AssessmentSpeech } from "../words/assessment-speech.ts";
import { hueOf, nameOf, type Voice } from "../words/voice.tsx";
import { AssessmentDetails } from "./assessment.tsx";
import { differenceOf, type Difference } from "./difference.ts";
import { Party, TableBehind } from "./small.tsx";

function sayDifference(voice: Voice, difference: Difference): string {
  switch (difference.is) {
    case "same":
      return voice.say("matter.serious.same");
    case "meet":
      return voice.say("matter.serious.meet", { at: difference.at });
    case "overlap":
      return voice.say("matter.serious.overlap", { low: difference.low, high: difference.high });
    case "apart": {
      const { low, high } = difference;
      return voice.say("matter.serious.apart", { count: high - low, low, high });
    }
    default:
      return difference satisfies never;
  }
}

type SeriousProps = {
  readonly compact: Compact;
  readonly matter: Matter;
  readonly view: Pick<MatterView, "assessment" | "campaigns">;
  readonly voice: Voice;
};

export function Serious({ compact, matter, view, voice }: SeriousProps): ReactNode {
  const spoken = useAssessmentSpeech();
  const views = Object.entries(matter.assessments);
  const { low, high } = compact.scheme;
  const { assessment, campaigns } = view;
  return (
    <section aria-labelledby="serious">
      <h2 id="serious">{voice.say("matter.serious")}</h2>
      {views.length === 0 ? (
        <p className="soft">{voice.say("matter.serious.none", { low, high })}</p>
      ) : (
        <Views {...{ compact, views, voice, assessment, spoken }} />
      )}
      {spoken !== null && <AssessmentDetails {...{ compact, matter, voice, spoken, assessment, campaigns }} />}
    </section>
  );
}

type ViewsProps = {
  readonly compact: Compact;
  readonly views: readonly (readonly [PartyId, HeldAssessment])[];
  readonly assessment: AssessmentView;
  readonly voice: Voice;
  readonly spoken: AssessmentSpeech | null;
};

/** What the facts that a party holds give; null where the scale is none that is computed. */
const computedFor = ({ parties }: AssessmentView, party: PartyId): Ends | null =>
  parties.find((one) => one.party === party)?.computed ?? null;

type Ends = { readonly low: number; readonly high: number };

function Views({ compact, views, assessment, voice, spoken }: ViewsProps): ReactNode {
  const { low, high } = compact.scheme;
  const ranges = views.map(([, view]) => view);
  const difference = views.length > 1 ? differenceOf(ranges) : undefined;
  const natures = [...new Set(ranges.map(({ nature }) => nature))];
  const natureName = (nature: string): string => voice.name(`nature.${nature}`, nature);
  const texts = views.flatMap(([party, view]) => {
    const [name, computed] = [nameOf(compact, party), computedFor(assessment, party)];
    const own = voice.say("matter.serious.range", { party: name, low: view.low, high: view.high });
    if (computed === null || spoken === null) return [own];
    return [own, spoken.t("assess.alt", { party: name, low: computed.low, high: computed.high })];
  });
  const column = (id: "assess.column.computed" | "assess.column.stated"): string => spoken?.t(id) ?? "";
  return (
    <>
      <Scale
        {...{ compact, views, assessment, difference }}
        label={voice.say("matter.serious.alt", { views: voice.list(texts), low, high })}
      />
      <ul className="views">
        {views.map(([party, view]) => (
          <li key={party}>
            <Party compact={compact} party={party} /> <b>{`${view.low}–${view.high}`}</b>
            <span>{natureName(view.nature)}</span>
          </li>
        ))}
      </ul>
      <p className="difference">
        {difference === undefined
          ? voice.say("matter.serious.one", { party: nameOf(compact, views[0]?.[0] ?? "") })
          : sayDifference(voice, difference)}{" "}
        {difference !== undefined &&
          (natures.length === 1
            ? voice.say("matter.serious.nature.same", { nature: natureName(natures[0] ?? "") })
            : voice.say("matter.serious.nature.differ"))}
      </p>
      <TableBehind
        caption={voice.say("matter.serious")}
        columns={[
          voice.say("table.party"),
          column("assess.column.stated"),
          column("assess.column.computed"),
          voice.say("table.nature"),
          voice.say("table.at"),
        ]}
        rows={views.map(([party, view]) => [
          nameOf(compact, party),
          rangeText(view),
          rangeText(computedFor(assessment, party)),
          natureName(view.nature),
          voice.clock(view.at),
        ])}
      />
    </>
  );
}

const rangeText = (range: Ends | null): string => (range === null ? "–" : `${range.low}–${range.high}`);

type ScaleProps = Omit<ViewsProps, "voice" | "spoken"> & {
  readonly difference: Difference | undefined;
  readonly label: string;
};

const MOST_TICKS = 11;

function Scale({ compact, views, assessment, difference, label }: ScaleProps): ReactNode {
  const { low, high } = compact.scheme;
  const computed = (party: PartyId): ReactNode => {
    const ends = computedFor(assessment, party);
    if (ends === null) return null;
    const from = Math.max(low, ends.low);
    return (
      <i
        className={`scale-facts ${hueOf(compact, party)}`}
        style={{ insetInlineStart: place(from), inlineSize: width(from, ends.high) }}
      />
    );
  };
  const place = (value: number): string => `${(100 * (value - low)) / (high - low)}%`;
  const width = (from: number, to: number): string => `${(100 * (to - from)) / (high - low)}%`;
  const every = Math.ceil((high - low + 1) / MOST_TICKS);
  const ticks = Array.from({ length: Math.floor((high - low) / every) + 1 }, (_, i) => low + i * every);
  const band = difference?.is === "overlap" || difference?.is === "apart" ? difference : undefined;
  return (
    <div className="scale" role="img" aria-label={label}>
      {band !== undefined && (
        <i
          className={`scale-band band-${band.is}`}
          style={{ insetInlineStart: place(band.low), inlineSize: width(band.low, band.high) }}
        />
      )}
      {views.map(([party, view]) => (
        <span key={party} className="scale-row">
          {computed(party)}
          <i
            className={`scale-bar ${hueOf(compact, party)}`}
            style={{ insetInlineStart: place(view.low), inlineSize: width(view.low, view.high) }}
          />
        </span>
      ))}
      <span className="scale-ticks">
        {ticks.map((tick) => (
          <i key={tick} style={{ insetInlineStart: place(tick) }}>
            {tick}
          </i>
        ))}
      </span>
    </div>
  );
}
