#pragma once
// Security of links and sockets as undo steps of the document. Keys are no part of it: they are
// made when it runs.

#include "engine/model/ids.h"

#include <QString>

#include <set>

namespace topomq::ui {

class TopologyDocument;

/// CURVE for the link that is shown and all that hang together with it, through ports of
/// sub-topologies too. Empty: done; else why not, in words.
[[nodiscard]] QString secureLink(TopologyDocument& document, const model::LinkId& link);
/// The same for several as one step; words about those that could not be.
[[nodiscard]] QString secureLinks(TopologyDocument& document, const std::set<model::LinkId>& links);
/// The same for all links of the file that can be secured. Words that say what could not be, or
/// nothing.
[[nodiscard]] QString secureAllLinks(TopologyDocument& document);
/// Anywhere in the file.
[[nodiscard]] bool hasSecurity(const TopologyDocument& document);
/// No mechanism at any socket of the file any more.
void takeSecurityOff(TopologyDocument& document);

} // namespace topomq::ui
