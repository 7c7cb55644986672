#include "ui/document/part_definitions.h"

#include "engine/model/subtopology.h"

#include <map>
#include <set>
#include <utility>

namespace topomq::ui {

namespace {

void collect(const std::vector<model::Node>& nodes, std::vector<model::DefinitionId>& open)
{
    for (const model::Node& node : nodes) {
        if (isInstance(node))
            open.push_back(node.definition);
    }
}

void rename(std::vector<model::Node>& nodes,
            const model::DefinitionId& from,
            const model::DefinitionId& to)
{
    for (model::Node& node : nodes) {
        if (isInstance(node) && node.definition == from)
            node.definition = to;
    }
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

void bringDefinitions(model::Batch& batch, const model::Topology& into, model::Topology& part)
{
    model::Topology after;
    after.definitions = into.definitions;
    std::vector<model::DefinitionId> added;
    for (std::size_t i = 0; i < part.definitions.size(); ++i) {
        const model::DefinitionId id = part.definitions[i].id;
        const model::Definition* there = findDefinition(into, id);
        if (there != nullptr && *there == part.definitions[i])
            continue;
        const model::DefinitionId fresh = freeDefinitionId(after, id.text());
        if (fresh != id) {
            rename(part.nodes, id, fresh);
            for (model::Definition& each : part.definitions)
                rename(each.nodes, id, fresh);
            part.definitions[i].id = fresh;
        }
        after.definitions.push_back(part.definitions[i]);
        added.push_back(fresh);
    }
    for (const model::DefinitionId& id : added)
        batch.edits.push_back(model::put(*findDefinition(part, id)));
}

} // namespace topomq::ui
