// Parameters: good names, values that can be reckoned, and uses that name one.
#include "engine/model/near_names.h"
#include "engine/model/parameters.h"
#include "engine/model/weight.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/fixes.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <vector>

namespace topomq::rules {

namespace {

using model::Evaluation;
using model::Parameter;
using model::ParameterProblem;
using model::Value;

/// What a new parameter starts with where `use` stands: what stood there without it.
Value startValue(const model::Topology& topology, const model::ParameterUse& use)
{
    std::optional<double> number;
    if (use.node.isEmpty()) {
        const auto* option = model::findContextOption(use.key);
        number = option == nullptr ? std::nullopt : model::defaultOf(*option).asNumber();
    } else if (use.socket.isEmpty()) {
        const auto* setting = model::findSetting(topology.nodes[use.nodeIndex].role, use.key);
        number = setting == nullptr ? std::nullopt : model::defaultOf(*setting).asNumber();
    } else if (const auto* option = model::findOption(use.key)) {
        number = model::defaultOf(*option).asNumber();
    }
    return model::numberValue(number.value_or(0));
}

/// Which parameters were meant by names that none has: each is looked for once.
class Meant
{
public:
    explicit Meant(const model::Topology& source)
    {
        for (const Parameter& parameter : source.parameters) {
            m_names.push_back(parameter.name);
            m_weight += model::weightOf(parameter);
        }
    }

    /// What a copy of all parameters takes.
    [[nodiscard]] std::size_t weight() const { return m_weight; }

    /// Empty: none is near. Nothing: too many have been looked for already.
    [[nodiscard]] const std::optional<std::string>& by(const std::string& unknown,
                                                       Findings& findings)
    {
        const auto [known, isNew] = m_nearest.try_emplace(unknown);
        if (isNew && findings.spendOnFix(m_names.size() + 1))
            known->second = model::nearestName(unknown, m_names);
        return known->second;
    }

private:
    std::vector<std::string> m_names;
    std::unordered_map<std::string, std::optional<std::string>> m_nearest;
    std::size_t m_weight = 0;
};

/// "Use #rate" where that is what was meant, else "Add the parameter #load".
MaybeFix fixUnknown(const CheckIndex& index,
                    Meant& meant,
                    Findings& findings,
                    const ParameterProblem& problem)
{
    const model::Topology& source = index.source;
    const model::ParameterUse& use = problem.use;
    const std::string& unknown = problem.evaluation.unknown;
    const std::optional<std::string>& nearest = meant.by(unknown, findings);
    if (!nearest)
        return std::nullopt;
    if (nearest->empty()) {
        if (!model::isParameterName(unknown) || !findings.spendOnFix(meant.weight() + 1))
            return std::nullopt;
        return model::Fix{
            "Add the parameter #" + unknown,
            model::setParameter(source, {.name = unknown, .value = startValue(source, use)})};
    }
    const std::size_t copied = use.node.isEmpty() ? 0 : index.nodeWeights[use.nodeIndex];
    if (!findings.spendOnFix(source.nodes.size() + copied))
        return std::nullopt;
    return model::Fix{"Use #" + *nearest,
                      model::replaceParameterUses(source, use, unknown, *nearest)};
}

Place placeOf(const CheckIndex& index, const model::ParameterUse& use)
{
    Place place;
    if (use.node.isEmpty())
        place.field = use.key;
    else if (use.socket.isEmpty())
        place = index.placeOfNode(use.nodeIndex).at(use.key);
    else
        place = Place{model::SocketRef{use.node, use.socket}.text(), use.nodeIndex + 1,
                      use.socketIndex + 1, use.key};
    return place;
}

void checkUse(const CheckIndex& index,
              Meant& meant,
              const ParameterProblem& problem,
              Findings& findings)
{
    const Evaluation& evaluation = problem.evaluation;
    const std::string said = shortened(problem.use.expression);
    const Place place = placeOf(index, problem.use);
    if (evaluation.unknown.empty()) {
        findings.error(code::kBadExpression, place,
                       problem.use.key + " is " + said + ", which " + evaluation.problem + ".");
        return;
    }
    findings.error(code::kUnknownParameter, place,
                   problem.use.key + " is " + said + ", but there is no parameter #"
                       + shortened(evaluation.unknown)
                       + ". Add it to the parameters of the topology, or correct the name.",
                   fixUnknown(index, meant, findings, problem));
}

} // namespace

void checkParameters(const CheckIndex& index,
                     const std::vector<ParameterProblem>& problems,
                     Findings& findings)
{
    const model::ParameterValues values(index.source.parameters);
    for (const Parameter& parameter : index.source.parameters) {
        const Place place{.field = "#" + parameter.name};
        const std::string name = "The parameter \"" + shortened(parameter.name) + "\"";
        if (!model::isParameterName(parameter.name))
            findings.error(code::kBadParameter, place,
                           name
                               + " has a name that cannot be used: letters, digits and _, at most "
                                 "64, and no digit first.");
        const Evaluation* value = values.find(parameter.name);
        if (value == nullptr || value->number)
            continue;
        findings.error(code::kBadParameter, place,
                       name + " is " + shortened(parameter.value.describe()) + ", which "
                           + shortened(value->problem) + ".");
    }
    Meant meant(index.source);
    for (const ParameterProblem& problem : problems) {
        const model::ParameterUse& use = problem.use;
        // What is left out of the run disturbs nothing.
        if (use.node.isEmpty() || index.source.nodes[use.nodeIndex].enabled)
            checkUse(index, meant, problem, findings);
    }
}

} // namespace topomq::rules
