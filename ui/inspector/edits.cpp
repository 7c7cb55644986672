#include "ui/inspector/edits.h"

#include "ui/document/engine_text.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/inspector_context.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/value_editor.h"
#include "ui/inspector/value_field.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <utility>

namespace topomq::ui {

namespace {

class InspectorWords
{
    Q_DECLARE_TR_FUNCTIONS(topomq::ui::InspectorWords)
};

std::string key(std::string_view text)
{
    return std::string(text);
}

QString number(double value)
{
    return QLocale::c().toString(value, 'g', 12);
}

QString helpOf(const model::SettingInfo& setting)
{
    QStringList lines{engineText(setting.help)};
    const model::Value standard = model::defaultOf(setting);
    const QString unit = engineText(setting.unit);
    if (const auto value = standard.asNumber()) {
        lines.append(InspectorWords::tr("Default %1 %2, from %3 to %4.")
                         .arg(number(*value), unit, number(setting.least), number(setting.most)));
    }
    return lines.join(u'\n');
}

QString titleOf(const model::Topology& topology, const std::vector<model::NodeId>& nodes)
{
    if (nodes.size() == 1)
        return nodeTitle(topology, nodes.front());
    return InspectorWords::tr("%n nodes", nullptr, static_cast<int>(nodes.size()));
}

FieldState readSetting(const model::Topology& topology,
                       const std::vector<model::NodeId>& nodes,
                       std::string_view name)
{
    FieldState state;
    bool first = true;
    for (const model::NodeId& id : nodes) {
        const model::Node* node = topology.find(id);
        if (node == nullptr)
            continue;
        const model::Value* value = node->settings.find(name);
        const auto here = value == nullptr ? std::nullopt : std::optional(*value);
        if (!first && here != state.value)
            return {std::nullopt, true};
        state.value = here;
        first = false;
    }
    return state;
}

void put(model::Object& object, std::string_view name, const std::optional<model::Value>& value)
{
    if (value)
        object.set(name, *value);
    else
        object.remove(name);
}

} // namespace

model::Edit editNode(const model::Topology& topology,
                     const model::NodeId& id,
                     const std::function<void(model::Node&)>& change)
{
    const model::Node* node = topology.find(id);
    if (node == nullptr)
        return model::Batch{};
    model::Node changed = *node;
    change(changed);
    return model::ReplaceNode{changed};
}

model::Edit editSocket(const model::Topology& topology,
                       const model::SocketRef& ref,
                       const std::function<void(model::Socket&)>& change)
{
    return editNode(topology, ref.node, [&ref, &change](model::Node& node) {
        if (model::Socket* socket = node.find(ref.socket))
            change(*socket);
    });
}

model::Edit setAddress(const model::Topology& topology,
                       const model::SocketRef& ref,
                       std::size_t endpoint,
                       const std::string& address)
{
    return editSocket(topology, ref, [endpoint, &address](model::Socket& socket) {
        if (endpoint < socket.bind.size())
            socket.bind[endpoint] = address;
    });
}

ValueField* makeSettingField(const model::SettingInfo& setting,
                             const std::vector<model::NodeId>& nodes,
                             const InspectorContext& context,
                             QWidget* parent)
{
    TopologyDocument& document = context.document;
    const model::SettingInfo* info = &setting;
    FieldBinding binding;
    binding.name = QStringLiteral("settings/") + toText(setting.key);
    binding.label = engineText(setting.label);
    binding.help = helpOf(setting);
    binding.defaultValue = model::defaultOf(setting);
    binding.read = [&document, nodes, name = key(setting.key)] {
        return readSetting(document.topology(), nodes, name);
    };
    binding.whyNot = [info](const model::Value& value) { return model::whyNot(*info, value); };
    binding.write = [&document, nodes, name = key(setting.key), label = binding.label](
                        const std::optional<model::Value>& value, const QString& gesture) {
        model::Batch batch;
        for (const model::NodeId& id : nodes) {
            // What is typed last may come when the node is gone.
            if (document.topology().find(id) == nullptr)
                continue;
            batch.edits.push_back(editNode(document.topology(), id, [&](model::Node& node) {
                put(node.settings, name, value);
            }));
        }
        if (batch.edits.empty())
            return;
        document.push(
            InspectorWords::tr("Change %1 of %2").arg(label, titleOf(document.topology(), nodes)),
            batch.edits.size() == 1 ? batch.edits.front() : model::Edit(batch), gesture);
    };
    return new ValueField(std::move(binding), makeEditor(setting, context, parent), context,
                          parent);
}

QString optionHelp(const model::OptionInfo& option)
{
    QStringList lines{QStringLiteral("ZMQ_") + toText(option.name), engineText(option.help)};
    if (option.isDeprecated)
        lines.append(InspectorWords::tr("Deprecated: libzmq keeps it for old programs only."));
    if (option.isManaged()) {
        lines.append(InspectorWords::tr("Not set here: %1.").arg(engineText(option.managed)));
        return lines.join(u'\n');
    }
    if (option.isReadOnly) {
        lines.append(InspectorWords::tr("Can only be read, while it runs."));
        return lines.join(u'\n');
    }
    const QString unit =
        option.unit.empty() ? QString() : QLatin1Char(' ') + engineText(option.unit);
    if (option.kind == model::OptionKind::Integer) {
        lines.append(InspectorWords::tr("Default %1%2, from %3 to %4.")
                         .arg(option.defaultValue)
                         .arg(unit)
                         .arg(option.least)
                         .arg(option.most));
    } else if (option.kind == model::OptionKind::Boolean) {
        lines.append(option.defaultValue != 0 ? InspectorWords::tr("Default: on.")
                                              : InspectorWords::tr("Default: off."));
    }
    if (option.ourDefault)
        lines.append(InspectorWords::tr("This default is TopoMQ's own, not ZeroMQ's."));
    if (option.group == model::OptionGroup::Context)
        lines.append(InspectorWords::tr("A change takes effect at the next start."));
    else
        lines.append(option.effect == model::OptionEffect::Live
                         ? InspectorWords::tr("A change reaches a running socket at once.")
                         : option.effect == model::OptionEffect::BeforeBind
                         ? InspectorWords::tr("A change takes effect when the socket binds anew.")
                         : InspectorWords::tr("A change takes effect with the next connection."));
    return lines.join(u'\n');
}

ValueField*
makeContextField(const model::OptionInfo& option, const InspectorContext& context, QWidget* parent)
{
    TopologyDocument& document = context.document;
    const model::OptionInfo* info = &option;
    FieldBinding binding;
    binding.name = QStringLiteral("context/") + toText(option.name);
    binding.label = toText(option.name);
    binding.help = optionHelp(option);
    binding.defaultValue = model::defaultOf(option);
    binding.compact = true;
    binding.read = [&document, name = key(option.name)]() -> FieldState {
        const model::Value* value = document.topology().context.find(name);
        return {value == nullptr ? std::nullopt : std::optional(*value), false};
    };
    binding.whyNot = [info](const model::Value& value) { return model::whyNot(*info, value); };
    binding.write = [&document, name = key(option.name)](const std::optional<model::Value>& value,
                                                         const QString& gesture) {
        document.push(InspectorWords::tr("Change %1 of the ZeroMQ context").arg(toText(name)),
                      model::SetContextOption{name, value, {}}, gesture);
    };
    return new ValueField(std::move(binding), makeEditor(option, context, parent), context, parent);
}

ValueField* makeOptionField(const model::OptionInfo& option,
                            const model::SocketRef& socket,
                            const InspectorContext& context,
                            QWidget* parent,
                            const QString& label,
                            bool compact)
{
    TopologyDocument& document = context.document;
    const model::OptionInfo* info = &option;
    FieldBinding binding;
    binding.name =
        QStringLiteral("sockets/%1/%2/%3")
            .arg(toText(socket.node.text()), toText(socket.socket.text()), toText(option.name));
    binding.label = label.isEmpty() ? toText(option.name) : label;
    if (option.ourDefault)
        binding.label += InspectorWords::tr(" · ours");
    binding.help = optionHelp(option);
    binding.defaultValue = model::defaultOf(option);
    binding.compact = compact;
    binding.read = [&document, socket, name = key(option.name)]() -> FieldState {
        const model::Socket* found = document.topology().find(socket);
        const model::Value* value = found == nullptr ? nullptr : found->options.find(name);
        return {value == nullptr ? std::nullopt : std::optional(*value), false};
    };
    binding.whyNot = [info](const model::Value& value) { return model::whyNot(*info, value); };
    binding.write = [&document, socket, name = key(option.name)](
                        const std::optional<model::Value>& value, const QString& gesture) {
        if (document.topology().find(socket) == nullptr)
            return;
        const auto edit = editSocket(document.topology(), socket, [&](model::Socket& changed) {
            put(changed.options, name, value);
        });
        document.push(
            InspectorWords::tr("Change %1 of %2").arg(toText(name), toText(socket.text())), edit,
            gesture);
    };
    return new ValueField(std::move(binding), makeEditor(option, context, parent), context, parent);
}

} // namespace topomq::ui
