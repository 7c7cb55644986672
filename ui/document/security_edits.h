#pragma once
// Security of links and sockets as undo steps of the document. Keys are no part of it: they are
// made when it runs.

#include "engine/model/ids.h"

#include <QString>

namespace topomq::ui {

class TopologyDocument;

/// CURVE for the link and all that hang together with it. Empty: done; else why not, in words.
[[nodiscard]] QString secureLink(TopologyDocument& document, const model::LinkId& link);
/// The same for all links that can be secured. Words that say what could not be, or nothing.
[[nodiscard]] QString secureAllLinks(TopologyDocument& document);
[[nodiscard]] bool hasSecurity(const TopologyDocument& document);
/// No mechanism at any socket any more.
void takeSecurityOff(TopologyDocument& document);

} // namespace topomq::ui
