#pragma once
// Parameters at work: what they come to, where they are used, and the topology with the numbers in
// their places. Settings of the kinds rate, distribution and count take them, numeric options of
// sockets and of the context too.
// Thread: pure functions and plain values.

#include "engine/model/edit.h"
#include "engine/model/expression.h"
#include "engine/model/options.h"
#include "engine/model/settings.h"
#include "engine/model/topology.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::model {

/// What each parameter comes to, by its name. The order of the list does not matter; those that go
/// round in a circle have no number.
/// Thread: a plain value.
class ParameterValues
{
public:
    ParameterValues() = default;
    explicit ParameterValues(const std::vector<Parameter>& parameters);

    /// Null: there is no such parameter.
    [[nodiscard]] const Evaluation* find(std::string_view name) const;
    [[nodiscard]] Evaluation evaluate(std::string_view expression) const;

private:
    void reckon(const std::map<std::string, std::string>& texts);

    std::map<std::string, Evaluation, std::less<>> m_values;
};

/// A text with `#` in a setting or option that is a number.
struct ParameterUse
{
    /// Empty: an option of the context.
    NodeId node;
    /// Position of the node; for files with doubled ids.
    std::size_t nodeIndex = 0;
    /// Empty: a setting of the node.
    SocketId socket;
    std::size_t socketIndex = 0;
    /// The setting or option.
    std::string key;
    std::string expression;
};

[[nodiscard]] bool takesParameters(const SettingInfo& setting);
[[nodiscard]] bool takesParameters(const OptionInfo& option);

/// In the order of the file.
[[nodiscard]] std::vector<ParameterUse> parameterUses(const Topology& topology);

/// A use that comes to no number.
struct ParameterProblem
{
    ParameterUse use;
    Evaluation evaluation;
};

enum class Unresolved {
    LeaveOut, ///< the default takes its place, so that nothing is said about it twice
    Keep, ///< a text, which no range allows
};

/// A topology as it runs: numbers in the places of all expressions, but for those that come to
/// none. Copies nothing where no expression is.
/// Thread: a plain value; `source` outlives it.
class ResolvedTopology
{
public:
    explicit ResolvedTopology(const Topology& source, Unresolved unresolved = Unresolved::LeaveOut);

    [[nodiscard]] const Topology& topology() const { return m_copy ? *m_copy : m_source; }

    [[nodiscard]] const Topology& source() const { return m_source; }

    [[nodiscard]] const std::vector<ParameterProblem>& problems() const { return m_problems; }

private:
    void resolveNode(std::size_t index, const ParameterValues& values);
    void resolveContext(const ParameterValues& values);

    const Topology& m_source;
    Unresolved m_unresolved;
    std::optional<Topology> m_copy;
    std::vector<ParameterProblem> m_problems;
};

/// The value with numbers in the places of its expressions, also inside distributions; nothing
/// where one of them comes to no number (`problem` says why).
[[nodiscard]] std::optional<Value>
resolved(const Value& value, const ParameterValues& values, Evaluation* problem = nullptr);
[[nodiscard]] bool usesParameters(const Node& node);
/// A node as it runs, for views that show one.
[[nodiscard]] Node resolved(const Node& node, const ParameterValues& values);

/// `stem`, else `stem2`, `stem3`, …: a name that no parameter has.
[[nodiscard]] std::string freeParameterName(const Topology& topology, std::string_view stem);
[[nodiscard]] const Parameter* findParameter(const Topology& topology, std::string_view name);
/// Adds it, or puts it in the place of the one with its name.
[[nodiscard]] Edit setParameter(const Topology& topology, const Parameter& parameter);
/// Another name, also wherever it is used.
[[nodiscard]] Edit
renameParameter(const Topology& topology, const std::string& name, const std::string& newName);

/// Another name in this one use.
[[nodiscard]] Edit replaceParameterUses(const Topology& topology,
                                        const ParameterUse& use,
                                        const std::string& name,
                                        const std::string& newName);

enum class UsesOfRemoved { PutValueInPlace, Leave };

/// Takes it out of the list. A parameter without a value has none to put in place.
[[nodiscard]] Edit
removeParameter(const Topology& topology, const std::string& name, UsesOfRemoved uses);

} // namespace topomq::model
