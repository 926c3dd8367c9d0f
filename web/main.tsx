import { createRoot } from "react-dom/client";
import { App, firstSay } from "./app.tsx";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/head.css";
import "./styles/watch.css";
import "./styles/matter.css";
import "./styles/mediation.css";
import "./styles/pictures.css";
import "./styles/timeline.css";
import "./styles/compose.css";
import "./styles/message.css";
import "./styles/proof.css";
import "./styles/modes.css";

const root = document.getElementById("root");
if (root === null) throw new Error("invariant: index.html has a #root");
createRoot(root).render(<App first={await firstSay()} />);
