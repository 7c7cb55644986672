#pragma once
// What every part of the inspector works with.

#include <QString>

#include <set>

namespace topomq::ui {

class RunSession;
class Theme;
class TopologyDocument;

/// References that outlive every page of the inspector.
struct InspectorContext
{
    TopologyDocument& document;
    RunSession& session;
    Theme& theme;
    /// Names of the folded parts that the user has opened; kept while pages come and go.
    std::set<QString>& opened;
};

} // namespace topomq::ui
