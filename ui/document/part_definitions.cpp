#include "ui/document/part_definitions.h"

#include "engine/model/subtopology.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <set>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(PartDefinitions)
};

void collect(const std::vector<model::Node>& nodes, std::vector<model::DefinitionId>& open)
{
    for (const model::Node& node : nodes) {
        if (isInstance(node))
            open.push_back(node.definition);
    }
}

using FreshIds = std::map<model::DefinitionId, model::DefinitionId>;

/// Each node once: a new id may be the old one of another.
void rename(std::vector<model::Node>& nodes, const FreshIds& fresh)
{
    for (model::Node& node : nodes) {
        const auto found = isInstance(node) ? fresh.find(node.definition) : fresh.end();
        if (found != fresh.end())
            node.definition = found->second;
    }
}

bool holdsOneOf(const model::Definition& definition, const std::set<model::DefinitionId>& ids)
{
    return std::any_of(definition.nodes.begin(), definition.nodes.end(), [&ids](const auto& node) {
        return isInstance(node) && ids.contains(node.definition);
    });
}

/// Those of `part` whose ids mean something else in `into`.
std::set<model::DefinitionId> differingIds(const model::Topology& into, const model::Topology& part)
{
    std::set<model::DefinitionId> differing;
    std::vector<const model::Definition*> same;
    for (const model::Definition& each : part.definitions) {
        const model::Definition* there = findDefinition(into, each.id);
        if (there == nullptr || findDefinition(part, each.id) != &each)
            continue;
        if (*there == each)
            same.push_back(&each);
        else
            differing.insert(each.id);
    }
    // Written alike, one is still another where what it holds is another.
    const auto differs = [&differing](const model::Definition* each) {
        return holdsOneOf(*each, differing) && differing.insert(each->id).second;
    };
    while (std::erase_if(same, differs) > 0) {
    }
    return differing;
}

FreshIds freshIds(const model::Topology& into, const model::Topology& part)
{
    const std::set<model::DefinitionId> differing = differingIds(into, part);
    model::Topology taken;
    for (const model::Topology* each : {&into, &part}) {
        for (const model::Definition& definition : each->definitions)
            taken.definitions.push_back({.id = definition.id});
    }
    FreshIds fresh;
    for (const model::Definition& each : part.definitions) {
        if (!differing.contains(each.id) || fresh.contains(each.id))
            continue;
        const model::DefinitionId id = freeDefinitionId(taken, each.id.text());
        fresh.emplace(each.id, id);
        taken.definitions.push_back({.id = id});
    }
    return fresh;
}

QString sentenceFor(const model::Nesting::Found& found, const QString& title)
{
    switch (found.problem) {
    case model::Nesting::Problem::Circle:
        return Words::tr("%1 cannot stand inside of itself.").arg(title);
    case model::Nesting::Problem::TooDeep:
        return Words::tr("%1 would have more than %2 others inside of each other.")
            .arg(title)
            .arg(model::kDeepestDefinitions);
    case model::Nesting::Problem::TooHeavy:
        return Words::tr("%1 would come to more than %2 values in settings, options, addresses and "
                         "long texts.")
            .arg(title)
            .arg(model::kMostFlatValues);
    case model::Nesting::Problem::TooLarge:
        break;
    }
    return Words::tr("%1 would come to more than %2 nodes, sockets and links.")
        .arg(title)
        .arg(model::kMostFlatThings);
}

} // namespace

std::vector<model::Definition> definitionsOf(const model::Topology& part,
                                             const std::vector<model::Definition>& all)
{
    std::vector<model::DefinitionId> open;
    collect(part.nodes, open);
    std::set<model::DefinitionId> used;
    while (!open.empty()) {
        const model::DefinitionId id = open.back();
        open.pop_back();
        if (!used.insert(id).second)
            continue;
        for (const model::Definition& definition : all) {
            if (definition.id == id)
                collect(definition.nodes, open);
        }
    }
    std::vector<model::Definition> chosen;
    for (const model::Definition& definition : all) {
        if (used.contains(definition.id))
            chosen.push_back(definition);
    }
    return chosen;
}

std::vector<model::Definition> missingDefinitions(const model::Topology& into,
                                                  model::Topology& part)
{
    const FreshIds fresh = freshIds(into, part);
    rename(part.nodes, fresh);
    for (model::Definition& each : part.definitions) {
        rename(each.nodes, fresh);
        if (const auto found = fresh.find(each.id); found != fresh.end())
            each.id = found->second;
    }
    std::vector<model::Definition> missing;
    for (const model::Definition& each : part.definitions) {
        // An id that stands twice means the first.
        if (findDefinition(into, each.id) == nullptr && findDefinition(part, each.id) == &each)
            missing.push_back(each);
    }
    return missing;
}

QString whyNoNesting(const model::Topology& before, const model::Topology& after)
{
    const model::Nesting nesting(after);
    if (nesting.problems().empty())
        return {};
    const model::Nesting known(before);
    const auto isNew = [&known](const model::Nesting::Found& found) {
        return std::none_of(known.problems().begin(), known.problems().end(),
                            [&found](const model::Nesting::Found& each) {
                                return each.definition == found.definition
                                    && each.problem == found.problem;
                            });
    };
    const auto found = std::find_if(nesting.problems().begin(), nesting.problems().end(), isNew);
    if (found == nesting.problems().end())
        return {};
    return sentenceFor(*found,
                       QString::fromStdString(findDefinition(after, found->definition)->title()));
}

} // namespace topomq::ui
