#pragma once
// The kinds of all findings of a topology, in their order.

#include "engine/rules/rules.h"

#include <string>
#include <vector>

namespace topomq::rules {

inline std::vector<std::string> codesOf(const model::Topology& topology,
                                        const Capabilities& capabilities = {})
{
    std::vector<std::string> codes;
    for (const model::Finding& finding : check(topology, capabilities))
        codes.push_back(finding.code);
    return codes;
}

} // namespace topomq::rules
