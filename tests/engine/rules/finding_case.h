#pragma once
// One minimal topology per kind of finding.

#include "engine/rules/codes.h"
#include "engine/rules/rules.h"
#include "tests/support/topology_builder.h"

#include <string>
#include <vector>

namespace topomq::rules {

struct FindingCase
{
    /// A word for the name of the test.
    std::string name;
    model::Topology topology;
    model::Severity severity = model::Severity::Error;
    std::string code;
    std::string where;
    bool hasFix = true;
};

std::vector<FindingCase> identityCases();
std::vector<FindingCase> linkCases();
std::vector<FindingCase> addressCases();
std::vector<FindingCase> roleCases();
std::vector<FindingCase> settingCases();
std::vector<FindingCase> adviceCases();
std::vector<FindingCase> securityCases();
std::vector<FindingCase> flowCases();

/// The pipeline of `pushPull` in which `change` has changed something.
template <class Change>
model::Topology changedPipeline(Change change)
{
    model::Topology topology = tests::pushPull();
    change(topology);
    return topology;
}

} // namespace topomq::rules
