#include "ui/inspector/edits.h"

#include "engine/model/parameters.h"
#include "ui/document/engine_text.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/inspector_context.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/value_editor.h"
#include "ui/inspector/value_field.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
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

/// `objectOf` a thing: what holds its value, or null where the thing is gone, which has no say
/// then.
FieldState readEach(std::size_t count,
                    std::string_view name,
                    const std::function<const model::Object*(std::size_t)>& objectOf)
{
    FieldState state;
    std::optional<std::size_t> first;
    state.each.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        const model::Object* object = objectOf(i);
        if (object == nullptr)
            continue;
        if (const model::Value* value = object->find(name))
            state.each[i] = *value;
        first = first.value_or(i);
        state.mixed = state.mixed || state.each[i] != state.each[*first];
    }
    if (first && !state.mixed)
        state.value = state.each[*first];
    return state;
}

FieldState readSetting(const model::Topology& topology,
                       const std::vector<model::NodeId>& nodes,
                       std::string_view name)
{
    return readEach(nodes.size(), name, [&](std::size_t i) {
        const model::Node* node = topology.find(nodes[i]);
        return node == nullptr ? nullptr : &node->settings;
    });
}

/// Why the value does not fit, also when it names parameters. A name that nobody has is taken: the
/// finding about it offers to add the parameter.
template <class Info>
std::optional<std::string>
whyNotHere(const TopologyDocument& document, const Info& info, const model::Value& value)
{
    if (!model::takesParameters(info))
        return model::whyNot(info, value);
    model::Evaluation problem;
    const auto number =
        model::resolved(value, model::ParameterValues(document.topology().parameters), &problem);
    if (number)
        return model::whyNot(info, *number);
    return problem.unknown.empty() ? std::optional("it " + problem.problem) : std::nullopt;
}

std::vector<std::string> textsOf(const std::vector<model::NodeId>& nodes)
{
    std::vector<std::string> texts;
    for (const model::NodeId& node : nodes)
        texts.push_back(node.text());
    return texts;
}

FieldState readOption(const model::Topology& topology,
                      const std::vector<model::SocketRef>& sockets,
                      std::string_view name)
{
    return readEach(sockets.size(), name, [&](std::size_t i) {
        const model::Socket* socket = topology.find(sockets[i]);
        return socket == nullptr ? nullptr : &socket->options;
    });
}

void put(model::Object& object, std::string_view name, const std::optional<model::Value>& value)
{
    if (value)
        object.set(name, *value);
    else
        object.remove(name);
}

/// When a running socket takes a change.
QString effectText(const model::OptionInfo& option)
{
    if (option.group == model::OptionGroup::Context)
        return InspectorWords::tr("A change takes effect at the next start.");
    switch (option.effect) {
    case model::OptionEffect::Live:
        // plan::takesLive: what libzmq then does to the queues over inproc.
        return option.name == "SNDHWM" || option.name == "RCVHWM"
            ? InspectorWords::tr("A change reaches a running socket at once; over inproc with REQ, "
                                 "REP or ROUTER at an end, and with CONFLATE, when its node is "
                                 "restarted.")
            : InspectorWords::tr("A change reaches a running socket at once.");
    case model::OptionEffect::BeforeBind:
        return InspectorWords::tr("A change takes effect when the socket binds anew.");
    case model::OptionEffect::NextConnection:
        break;
    }
    return InspectorWords::tr("A change takes effect with the next connection.");
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
    binding.place = {textsOf(nodes), key(setting.key)};
    binding.whyNot = [&document, info](const model::Value& value) {
        return whyNotHere(document, *info, value);
    };
    binding.write = [&document, nodes, name = key(setting.key),
                     label = binding.label](const FieldValues& values, const QString& gesture) {
        model::Batch batch;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            // What is typed last may come when the node is gone.
            if (document.topology().find(nodes[i]) == nullptr)
                continue;
            batch.edits.push_back(editNode(document.topology(), nodes[i], [&](model::Node& node) {
                put(node.settings, name, values[i]);
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
    const bool isContext = option.group == model::OptionGroup::Context;
    lines.append(effectText(option));
    lines.append(isContext ? InspectorWords::tr("More: zmq_ctx_set(3).")
                           : InspectorWords::tr("More: zmq_setsockopt(3)."));
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
        return stateOf(value == nullptr ? std::nullopt : std::optional(*value));
    };
    binding.place = {{std::string()}, key(option.name)};
    binding.whyNot = [&document, info](const model::Value& value) {
        return whyNotHere(document, *info, value);
    };
    binding.write = [&document, name = key(option.name)](const FieldValues& values,
                                                         const QString& gesture) {
        document.push(InspectorWords::tr("Change %1 of the ZeroMQ context").arg(toText(name)),
                      model::SetContextOption{name, values.front(), {}}, gesture);
    };
    return new ValueField(std::move(binding), makeEditor(option, context, parent), context, parent);
}

int setFields(const model::Object& object, const std::vector<std::string>& names)
{
    return static_cast<int>(std::count_if(names.begin(), names.end(), [&object](const auto& name) {
        return object.find(name) != nullptr;
    }));
}

std::vector<std::string> settingNames(model::Role role)
{
    std::vector<std::string> names;
    for (const model::SettingInfo& setting : model::infoOf(role).settings)
        names.emplace_back(setting.key);
    return names;
}

std::vector<std::string> contextOptionNames()
{
    std::vector<std::string> names;
    for (const model::OptionInfo& option : model::contextOptions()) {
        if (option.isSettable())
            names.emplace_back(option.name);
    }
    return names;
}

model::Edit editSockets(const model::Topology& topology,
                        const std::vector<model::SocketRef>& sockets,
                        const std::function<void(std::size_t, model::Socket&)>& change)
{
    model::Batch batch;
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        const model::SocketRef& ref = sockets[i];
        const model::Node* node = topology.find(ref.node);
        if (node == nullptr || node->find(ref.socket) == nullptr)
            continue;
        // Several sockets of one node change in the same copy of it.
        auto* last =
            batch.edits.empty() ? nullptr : std::get_if<model::ReplaceNode>(&batch.edits.back());
        if (last == nullptr || last->node.id != ref.node) {
            batch.edits.emplace_back(model::ReplaceNode{*node});
            last = std::get_if<model::ReplaceNode>(&batch.edits.back());
        }
        change(i, *last->node.find(ref.socket));
    }
    return batch.edits.size() == 1 ? batch.edits.front() : model::Edit(batch);
}

ValueField* makeOptionField(const model::OptionInfo& option,
                            const model::SocketRef& socket,
                            const InspectorContext& context,
                            QWidget* parent,
                            const QString& label,
                            bool compact)
{
    const QString path = QStringLiteral("sockets/%1/%2")
                             .arg(toText(socket.node.text()), toText(socket.socket.text()));
    return makeOptionField(option, SocketsUnderEdit{{socket}, path}, context, parent, label,
                           compact);
}

ValueField* makeOptionField(const model::OptionInfo& option,
                            const SocketsUnderEdit& edited,
                            const InspectorContext& context,
                            QWidget* parent,
                            const QString& label,
                            bool compact)
{
    TopologyDocument& document = context.document;
    const model::OptionInfo* info = &option;
    FieldBinding binding;
    binding.name = edited.path + u'/' + toText(option.name);
    binding.label = label.isEmpty() ? toText(option.name) : label;
    if (option.ourDefault)
        binding.label += InspectorWords::tr(" · ours");
    binding.help = optionHelp(option);
    binding.defaultValue = model::defaultOf(option);
    binding.compact = compact;
    binding.read = [&document, sockets = edited.sockets, name = key(option.name)] {
        return readOption(document.topology(), sockets, name);
    };
    for (const model::SocketRef& socket : edited.sockets)
        binding.place.where.push_back(socket.text());
    binding.place.field = key(option.name);
    binding.whyNot = [&document, info](const model::Value& value) {
        return whyNotHere(document, *info, value);
    };
    binding.write = [&document, sockets = edited.sockets,
                     name = key(option.name)](const FieldValues& values, const QString& gesture) {
        const auto edit =
            editSockets(document.topology(), sockets, [&](std::size_t i, model::Socket& changed) {
                put(changed.options, name, values[i]);
            });
        // What is typed last may come when they are gone.
        if (const auto* batch = std::get_if<model::Batch>(&edit); batch && batch->edits.empty())
            return;
        const QString whose = sockets.size() == 1
            ? toText(sockets.front().text())
            : InspectorWords::tr("%n sockets", nullptr, static_cast<int>(sockets.size()));
        document.push(InspectorWords::tr("Change %1 of %2").arg(toText(name), whose), edit,
                      gesture);
    };
    return new ValueField(std::move(binding), makeEditor(option, context, parent), context, parent);
}

} // namespace topomq::ui
