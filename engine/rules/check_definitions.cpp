// Sub-topologies: definitions that can be laid flat, and findings about what is inside of them.
#include "engine/rules/check_rules.h"
#include "engine/rules/fixes.h"

#include <algorithm>
#include <unordered_set>

namespace topomq::rules {

namespace {

using model::Definition;
using model::FlatProblem;
using model::Nesting;
using model::Topology;

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
        }
    }
}

bool leadsSomewhere(const Definition& definition, const Topology& source, const model::Port& port)
{
    const model::Node* node = definition.find(port.socket.node);
    if (node == nullptr)
        return false;
    if (!isInstance(*node))
        return node->find(port.socket.socket) != nullptr;
    // What an inner instance stands for is told where it is missing.
    const Definition* inner = findDefinition(source, node->definition);
    return inner == nullptr || inner->find(port.socket.socket) != nullptr;
}

void checkPorts(const Definition& definition, const Topology& source, Findings& findings)
{
    const Place place{.where = definition.id.text()};
    std::unordered_set<std::string> seen;
    for (const model::Port& port : definition.ports) {
        const std::string name = "The port \"" + shortened(port.id.text())
            + "\" of the sub-topology " + shortened(definition.id.text());
        if (!model::isValidId(port.id.text()))
            findings.error(code::kInvalidId, place,
                           name + " has no valid id: letters, digits, _ or -, at most 64.");
        if (!seen.insert(port.id.text()).second)
            findings.error(code::kBadPort, place, name + " is there twice. Rename one.");
        if (!leadsSomewhere(definition, source, port))
            findings.error(code::kBadPort, place,
                           name + " leads to " + shortened(port.socket.text())
                               + ", which is not there. Name a socket of a node inside.");
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

std::string askFor(const Topology& source)
{
    std::string names;
    for (const Definition& each : source.definitions)
        names += (names.empty() ? "" : ", ") + each.id.text();
    return names.empty() ? "The file has no definitions." : "There are: " + shortened(names) + ".";
}

void checkProblem(const FlatProblem& problem, const Topology& source, Findings& findings)
{
    const Place place{.where = problem.where};
    const std::string name = shortened(problem.name);
    switch (problem.kind) {
    case FlatProblem::Kind::UnknownDefinition:
        findings.error(code::kUnknownDefinition, place,
                       (name.empty() ? "It does not say which sub-topology it stands for. "
                                     : "There is no sub-topology \"" + name + "\". ")
                           + askFor(source));
        break;
    case FlatProblem::Kind::TooLarge:
        findings.error(code::kTooManyNodes, place,
                       "With this " + name + " there are more than "
                           + std::to_string(model::kMostFlatThings)
                           + " nodes, sockets and links. Use fewer.");
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
                           + ". Name one of its ports, or add it to the definition.");
        break;
    }
}

/// Does what the edit changes stand in the file as it does in the flat topology?
struct StandsInFile
{
    const model::FlatTopology& flat;
    const Topology& source;

    [[nodiscard]] bool outside(const std::string& id) const { return flat.pathOf(id) == nullptr; }

    [[nodiscard]] bool same(const model::Link& link) const
    {
        const auto joins = [this](const model::SocketRef& end) {
            const model::Node* node = source.find(end.node);
            return node != nullptr && !isInstance(*node);
        };
        return outside(link.id.text()) && joins(link.connect) && joins(link.bind);
    }

    bool operator()(const model::AddNode& edit) const { return outside(edit.node.id.text()); }

    bool operator()(const model::RemoveNode& edit) const { return outside(edit.id.text()); }

    bool operator()(const model::ReplaceNode& edit) const { return outside(edit.node.id.text()); }

    bool operator()(const model::AddLink& edit) const { return same(edit.link); }

    bool operator()(const model::RemoveLink& edit) const { return outside(edit.id.text()); }

    bool operator()(const model::ReplaceLink& edit) const { return same(edit.link); }

    bool operator()(const model::SetSecurity& edit) const
    {
        return outside(edit.socket.node.text());
    }

    bool operator()(const model::SetContextOption&) const { return true; }

    bool operator()(const model::SetParameters&) const { return true; }

    bool operator()(const model::Batch& batch) const
    {
        return std::all_of(batch.edits.begin(), batch.edits.end(),
                           [this](const model::Edit& each) { return std::visit(*this, each); });
    }

    template <class Other>
    bool operator()(const Other&) const
    {
        return false;
    }
};

} // namespace

void checkDefinitions(const model::FlatTopology& flat, const Topology& source, Findings& findings)
{
    checkNesting(flat, findings);
    checkEach(source, findings);
    for (const FlatProblem& problem : flat.problems())
        checkProblem(problem, source, findings);
    for (const model::Node& node : source.nodes) {
        if (isInstance(node) && !node.enabled)
            findings.information(code::kLeftOut, {.where = node.id.text()},
                                 "Left out of the run, with all that is inside of it.");
    }
}

void placeInside(std::vector<model::Finding>& findings,
                 const model::FlatTopology& flat,
                 const Topology& source)
{
    for (model::Finding& finding : findings) {
        const auto dot = finding.where.find('.');
        if (const std::string* path = flat.pathOf(finding.where.substr(0, dot)))
            finding.where = *path + (dot == std::string::npos ? "" : finding.where.substr(dot));
        if (finding.fix && !std::visit(StandsInFile{flat, source}, finding.fix->edit))
            finding.fix.reset();
    }
}

} // namespace topomq::rules
