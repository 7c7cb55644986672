// Sub-topologies: definitions that can be laid flat, and findings about what is inside of them.
#include "engine/model/ports.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/fix_placer.h"
#include "engine/rules/fixes.h"
#include "engine/rules/shared_fixes.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace topomq::rules {

namespace {

using model::Definition;
using model::FlatProblem;
using model::Nesting;
using model::Topology;

/// Of whatever counts as a value.
constexpr const char* kSuchAsSettings = " values in settings, options, addresses and long texts";

void checkNesting(const model::FlatTopology& flat, Findings& findings)
{
    for (const Nesting::Found& found : flat.nestingProblems()) {
        const std::string id = found.definition.text();
        const Place place{.where = id};
        switch (found.problem) {
        case Nesting::Problem::Circle:
            findings.error(code::kDefinitionCircle, place,
                           "The sub-topology " + shortened(id) + " contains itself: "
                               + shortened(found.way) + ". Take one of them out.");
            break;
        case Nesting::Problem::TooDeep:
            findings.error(code::kDefinitionTooDeep, place,
                           "The sub-topology " + shortened(id) + " has more than "
                               + std::to_string(model::kDeepestDefinitions)
                               + " others inside each other. Expand some of them.");
            break;
        case Nesting::Problem::TooLarge:
            findings.error(code::kTooManyNodes, place,
                           "The sub-topology " + shortened(id) + " comes to more than "
                               + std::to_string(model::kMostFlatThings)
                               + " nodes, sockets and links. Use fewer of those inside.");
            break;
        case Nesting::Problem::TooHeavy:
            findings.error(code::kTooManyValues, place,
                           "The sub-topology " + shortened(id) + " comes to more than "
                               + std::to_string(model::kMostFlatValues) + kSuchAsSettings
                               + ". Shorten them, or use fewer of those inside.");
            break;
        }
    }
}

MaybeFix removePort(const Definition& definition,
                    const Topology& source,
                    const model::Port& port,
                    Findings& findings)
{
    std::size_t things = source.links.size() + source.nodes.size();
    for (const Definition& each : source.definitions)
        things += each.nodes.size() + each.links.size() + each.ports.size();
    if (!findings.spendOnFix(things))
        return std::nullopt;
    model::PortsRemoved removed =
        model::removePorts(source, definition.id, {{port.id, port.socket}});
    return model::Fix{removed.links == 0 ? "Remove the port" : "Remove the port and its links",
                      std::move(removed.edit)};
}

void checkPorts(const Definition& definition, const Topology& source, Findings& findings)
{
    const Place place{.where = definition.id.text()};
    const std::set<model::PortKey> loose = loosePorts(source, definition);
    std::unordered_set<std::string> seen;
    for (const model::Port& port : definition.ports) {
        const std::string name = "The port \"" + shortened(port.id.text())
            + "\" of the sub-topology " + shortened(definition.id.text());
        if (!model::isValidId(port.id.text()))
            findings.error(code::kInvalidId, place,
                           name + " has no valid id: letters, digits, _ or -, at most 64.");
        if (!seen.insert(port.id.text()).second)
            findings.error(code::kBadPort, place, name + " is there twice. Rename one.");
        if (loose.contains({port.id, port.socket}))
            findings.error(code::kBadPort, place,
                           name + " leads to " + shortened(port.socket.text())
                               + ", which is not there. Name a socket of a node inside.",
                           removePort(definition, source, port, findings));
    }
}

void checkEach(const Topology& source, Findings& findings)
{
    for (const Definition& definition : source.definitions) {
        const std::string& id = definition.id.text();
        if (!model::isValidId(id))
            findings.error(code::kInvalidId, {.where = id},
                           "\"" + shortened(id)
                               + "\" is not a valid id of a sub-topology: begin with a letter or "
                                 "_, go on with letters, digits, _ or -, at most 64 in all.");
        checkPorts(definition, source, findings);
    }
}

/// Their sockets are left out where those of all instances would be too many.
void checkShown(const Topology& source, Findings& findings)
{
    std::unordered_set<model::DefinitionId> withPorts;
    for (const Definition& definition : source.definitions) {
        if (!definition.ports.empty())
            withPorts.insert(definition.id);
    }
    const auto isBare = [&withPorts](const model::Node& node) {
        return isInstance(node) && node.sockets.empty() && withPorts.contains(node.definition);
    };
    const auto tell = [&](const std::vector<model::Node>& nodes, const std::string* inside) {
        const auto bare = std::find_if(nodes.begin(), nodes.end(), isBare);
        if (bare == nodes.end())
            return false;
        findings.information(code::kSocketsNotShown,
                             {.where = inside == nullptr ? bare->id.text() : *inside},
                             shortened(bare->title())
                                 + " is drawn without its sockets: those of all instances would be "
                                   "too many to draw. Use fewer ports, or fewer instances.");
        return true;
    };
    // One of them says it for all that follow.
    bool isTold = tell(source.nodes, nullptr);
    for (const Definition& definition : source.definitions)
        isTold = isTold || tell(definition.nodes, &definition.id.text());
}

std::string whatThereIsIn(const Topology& source)
{
    std::string names;
    for (const Definition& each : source.definitions)
        names += (names.empty() ? "" : ", ") + each.id.text();
    return names.empty() ? "The file has no definitions." : "There are: " + shortened(names) + ".";
}

using FirstLinks = std::unordered_map<model::LinkId, const model::Link*>;

/// By its place, not its id or path: those may stand twice.
MaybeFix removeLink(const FlatProblem& problem, const FirstLinks& firstOutside, Findings& findings)
{
    if (problem.scope == nullptr) {
        if (firstOutside.at(problem.link->id) != problem.link)
            return std::nullopt;
        return model::Fix{"Remove the link", model::RemoveLink{problem.link->id}};
    }
    const Definition& written = *problem.scope;
    if (!findings.spendOnFix(written.nodes.size() + written.links.size()))
        return std::nullopt;
    Definition changed = written;
    changed.links.erase(changed.links.begin() + (problem.link - written.links.data()));
    return model::Fix{"Remove the link", put(changed)};
}

void checkProblem(const FlatProblem& problem,
                  const std::string& whatThereIs,
                  const FirstLinks& firstOutside,
                  Findings& findings)
{
    const Place place{.where = problem.where};
    const std::string name = shortened(problem.name);
    switch (problem.kind) {
    case FlatProblem::Kind::UnknownDefinition:
        findings.error(code::kUnknownDefinition, place,
                       (name.empty() ? "It does not say which sub-topology it stands for. "
                                     : "There is no sub-topology \"" + name + "\". ")
                           + whatThereIs);
        break;
    case FlatProblem::Kind::TooLarge:
        findings.error(code::kTooManyNodes, place,
                       "With this " + name + " there are more than "
                           + std::to_string(model::kMostFlatThings)
                           + " nodes, sockets and links. Use fewer.");
        break;
    case FlatProblem::Kind::TooHeavy:
        findings.error(code::kTooManyValues, place,
                       "With this " + name + " there are more than "
                           + std::to_string(model::kMostFlatValues) + kSuchAsSettings
                           + ". Shorten them, or use fewer instances.");
        break;
    case FlatProblem::Kind::IdTooLong:
        findings.error(code::kInvalidId, place,
                       "In a run it is called " + name
                           + ", and an id has at most 64 characters. Give it, or what it is inside "
                             "of, a shorter id.");
        break;
    case FlatProblem::Kind::IdTaken:
        findings.error(code::kDuplicateId, place,
                       "In a run it is called " + name
                           + ", and something else is called so already. Give one of them another "
                             "id.");
        break;
    case FlatProblem::Kind::UnknownPort:
        findings.error(code::kDanglingLink, place,
                       "The sub-topology has no port " + name
                           + ". Name one of its ports, or add it to the definition.",
                       removeLink(problem, firstOutside, findings));
        break;
    }
}

} // namespace

void checkDefinitions(const model::FlatTopology& flat, const Topology& source, Findings& findings)
{
    checkNesting(flat, findings);
    checkEach(source, findings);
    checkShown(source, findings);
    FirstLinks firstOutside;
    std::string whatThereIs;
    if (!flat.problems().empty()) {
        whatThereIs = whatThereIsIn(source);
        for (const model::Link& link : source.links)
            firstOutside.emplace(link.id, &link);
    }
    for (const FlatProblem& problem : flat.problems())
        checkProblem(problem, whatThereIs, firstOutside, findings);
    for (const model::Node& node : source.nodes) {
        if (isInstance(node) && !node.enabled)
            findings.information(code::kLeftOut, {.where = node.id.text()},
                                 "Left out of the run, with all that is inside of it.");
    }
}

void sayWhereInside(std::vector<model::Finding>& findings, const model::FlatTopology& flat)
{
    for (model::Finding& finding : findings) {
        const auto dot = finding.where.find('.');
        if (const std::string* path = flat.pathOf(finding.where.substr(0, dot)))
            finding.where = *path + (dot == std::string::npos ? "" : finding.where.substr(dot));
    }
}

void keepPlaceableFixes(std::vector<model::Finding>& findings,
                        const model::FlatTopology& flat,
                        const Topology& source,
                        const SharedFixes::Check& check)
{
    FixPlacer placer(flat, source);
    SharedFixes shared(placer, flat, source, check);
    for (std::size_t i = 0; i < findings.size(); ++i) {
        if (!findings[i].fix)
            continue;
        if (auto draft = placer.drafted(findings[i].fix->edit))
            shared.add(i, std::move(*draft));
        else
            findings[i].fix.reset();
    }
    for (const std::size_t position : shared.harmful(findings))
        findings[position].fix.reset();
}

} // namespace topomq::rules
