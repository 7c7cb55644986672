#include "ui/inspector/shared_options.h"

#include "engine/model/options.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/fold_section.h"
#include "ui/inspector/inspector_page.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/value_field.h"

#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace topomq::ui {

namespace {

bool isSet(const model::Topology& topology,
           const SocketsUnderEdit& edited,
           const model::OptionInfo& option)
{
    return std::any_of(edited.sockets.begin(), edited.sockets.end(), [&](const auto& ref) {
        const model::Socket* socket = topology.find(ref);
        return socket != nullptr && socket->options.find(option.name) != nullptr;
    });
}

} // namespace

std::vector<SocketsUnderEdit> selectedSockets(const TopologyDocument& document)
{
    const std::set<model::NodeId>& selected = document.selection().nodes();
    std::map<model::SocketType, SocketsUnderEdit> byType;
    for (const model::Node& node : document.topology().nodes) {
        if (!selected.contains(node.id) || node.role == model::Role::External)
            continue;
        for (const model::Socket& socket : node.sockets) {
            if (socket.type != model::SocketType::Unknown)
                byType[socket.type].sockets.push_back({node.id, socket.id});
        }
    }
    std::vector<SocketsUnderEdit> groups;
    for (auto& [type, group] : byType) {
        group.path = QStringLiteral("sockets/") + toText(model::toText(type));
        groups.push_back(std::move(group));
    }
    return groups;
}

std::vector<ValueField*>
addSharedOptions(const InspectorContext& context, InspectorPage* page, QVBoxLayout* column)
{
    std::vector<ValueField*> fields;
    const model::Topology& topology = context.document.topology();
    for (const SocketsUnderEdit& group : selectedSockets(context.document)) {
        if (group.sockets.size() < 2)
            continue;
        const model::SocketType type = topology.find(group.sockets.front())->type;
        auto* section = new FoldSection(group.path, context, page);
        section->toggle()->setObjectName(group.path);
        section->setHeading(InspectorPage::tr("Options of %1 %2 sockets")
                                .arg(group.sockets.size())
                                .arg(toText(model::toText(type))));
        for (const model::OptionInfo& option : model::allOptions()) {
            const bool shown = option.isCommon || isSet(topology, group, option);
            if (!option.isSettable() || !shown || !model::appliesTo(option, type))
                continue;
            fields.push_back(makeOptionField(option, group, context, section->inner(), {}, true));
            section->rows()->addWidget(fields.back());
        }
        column->addWidget(section);
    }
    return fields;
}

} // namespace topomq::ui
