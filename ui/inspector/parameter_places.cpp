#include "ui/inspector/parameter_places.h"

#include "engine/model/subtopology.h"
#include "ui/document/engine_text.h"
#include "ui/document/titles.h"
#include "ui/inspector/inspector_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <unordered_map>

namespace topomq::ui {

namespace {

/// The ways to the first instance of each definition that has one, each with a "/" at its end.
using Ways = std::unordered_map<model::DefinitionId, std::string>;

void findWays(const model::Topology& root,
              const std::vector<model::Node>& nodes,
              const std::string& way,
              Ways& ways)
{
    for (const model::Node& node : nodes) {
        const model::Definition* definition =
            isInstance(node) ? findDefinition(root, node.definition) : nullptr;
        const std::string further = way + node.id.text() + "/";
        // One that contains itself is met again, and left.
        if (definition != nullptr && ways.emplace(definition->id, further).second)
            findWays(root, definition->nodes, further, ways);
    }
}

void addPlaces(const model::Topology& part,
               const std::string& parameter,
               const QString& titleBefore,
               const std::optional<std::string>& way,
               std::vector<ParameterPlace>& places)
{
    for (model::ParameterUse& use : model::parameterUses(part)) {
        const auto names = model::parametersIn(use.expression);
        if (std::find(names.begin(), names.end(), parameter) == names.end())
            continue;
        ParameterPlace place;
        place.title = use.node.isEmpty()
            ? QCoreApplication::translate("topomq::ui::ParameterRow", "ZeroMQ context")
            : titleBefore + nodeTitle(part, use.node);
        if (!use.socket.isEmpty())
            place.title += QStringLiteral(" · ") + toText(use.socket.text());
        if (way)
            place.where = *way
                + (use.socket.isEmpty() ? use.node.text()
                                        : model::SocketRef{use.node, use.socket}.text());
        place.use = std::move(use);
        places.push_back(std::move(place));
    }
}

} // namespace

std::vector<ParameterPlace> placesOf(const model::Topology& root, const std::string& parameter)
{
    Ways ways;
    findWays(root, root.nodes, {}, ways);
    std::vector<ParameterPlace> places;
    addPlaces(root, parameter, {}, std::string(), places);
    for (const model::Definition& definition : root.definitions) {
        model::Topology inside;
        inside.nodes = definition.nodes;
        const auto way = ways.find(definition.id);
        addPlaces(inside, parameter, toText(definition.title()) + QStringLiteral(" › "),
                  way == ways.end() ? std::nullopt : std::optional(way->second), places);
    }
    return places;
}

} // namespace topomq::ui
