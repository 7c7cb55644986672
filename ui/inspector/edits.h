#pragma once
// Edits that the inspector makes of the present topology, and the rows bound to them.

#include "engine/model/edit.h"
#include "engine/model/options.h"
#include "engine/model/settings.h"

#include <QString>

#include <functional>
#include <string>
#include <vector>

class QWidget;

namespace topomq::ui {

class TopologyDocument;
class ValueField;
struct InspectorContext;

/// The node as it would be after `change`; an empty batch when it is gone.
[[nodiscard]] model::Edit editNode(const model::Topology& topology,
                                   const model::NodeId& id,
                                   const std::function<void(model::Node&)>& change);
[[nodiscard]] model::Edit editSocket(const model::Topology& topology,
                                     const model::SocketRef& ref,
                                     const std::function<void(model::Socket&)>& change);
[[nodiscard]] model::Edit setAddress(const model::Topology& topology,
                                     const model::SocketRef& ref,
                                     std::size_t endpoint,
                                     const std::string& address);

/// How many of these keys are set.
[[nodiscard]] int setFields(const model::Object& object, const std::vector<std::string>& names);
[[nodiscard]] std::vector<std::string> settingNames(model::Role role);
[[nodiscard]] std::vector<std::string> contextOptionNames();

/// A change to several sockets, told which of them it is for, as one edit. Sockets of one node
/// stand together.
[[nodiscard]] model::Edit
editSockets(const model::Topology& topology,
            const std::vector<model::SocketRef>& sockets,
            const std::function<void(std::size_t, model::Socket&)>& change);

/// A row for one setting of one node, or of several with the same role.
[[nodiscard]] ValueField* makeSettingField(const model::SettingInfo& setting,
                                           const std::vector<model::NodeId>& nodes,
                                           const InspectorContext& context,
                                           QWidget* parent);
/// A row for one option of the run's context.
[[nodiscard]] ValueField*
makeContextField(const model::OptionInfo& option, const InspectorContext& context, QWidget* parent);
/// Name, meaning, default, range and when a change takes effect; a line each.
[[nodiscard]] QString optionHelp(const model::OptionInfo& option);
/// A row for one option of a socket. `label` is the option's name where it is left out.
[[nodiscard]] ValueField* makeOptionField(const model::OptionInfo& option,
                                          const model::SocketRef& socket,
                                          const InspectorContext& context,
                                          QWidget* parent,
                                          const QString& label = {},
                                          bool compact = false);

/// Sockets of one type whose options change together.
struct SocketsUnderEdit
{
    std::vector<model::SocketRef> sockets;
    /// What the names of their fields begin with.
    QString path;
};

[[nodiscard]] ValueField* makeOptionField(const model::OptionInfo& option,
                                          const SocketsUnderEdit& edited,
                                          const InspectorContext& context,
                                          QWidget* parent,
                                          const QString& label = {},
                                          bool compact = false);

} // namespace topomq::ui
