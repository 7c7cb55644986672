#pragma once
// Reads from the document and the run what can be looked for.

#include "ui/shell/find_matcher.h"

#include <vector>

namespace topomq::ui {

class RunSession;
class TopologyDocument;

/// Nodes first, then links, groups and notes, in the order of the topology; without figures.
[[nodiscard]] std::vector<FindSubject> findSubjects(const TopologyDocument& document);
/// States and figures as they are now; none of what is not part of the run.
void readFigures(std::vector<FindSubject>& subjects,
                 const TopologyDocument& document,
                 const RunSession& session);

} // namespace topomq::ui
