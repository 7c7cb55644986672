#pragma once
// What differs between the topology that runs and the one that is edited, sorted by what can reach
// the running nodes one by one and what takes a new plan.

#include "engine/model/topology.h"

#include <QCoreApplication>
#include <QString>

#include <string>
#include <vector>

namespace topomq::ui {

/// A setting or option of a running node whose new value can be handed over.
struct LiveEdit
{
    model::NodeId node;
    /// Nothing for a setting of the role.
    model::SocketId socket;
    std::string name;
    model::Value value;
    /// "Worker 3: service time 300 → 1 000 µs"; `before` and `after` are its two values.
    QString title;
    QString before;
    QString after;
    QString unit;
    /// "NextConnection" options are known to the socket at once but ask for a new connection.
    bool isLive = true;

    [[nodiscard]] bool isOption() const { return !socket.isEmpty(); }

    /// The same setting of the same node: later edits of it continue one mark.
    [[nodiscard]] std::string key() const;
    [[nodiscard]] QString afterWithUnit() const;
    [[nodiscard]] QString text() const;
};

/// Names and positions never count.
struct RunDifference
{
    std::vector<LiveEdit> edits;
    /// What takes a new plan, in words, one thing each: "Worker 4 was added".
    std::vector<QString> waiting;

    Q_DECLARE_TR_FUNCTIONS(RunDifference)
public:
    /// Pure. Compares what parameters come to. Takes the values of settings that do not fit their
    /// range as not yet there.
    [[nodiscard]] static RunDifference between(const model::Topology& running,
                                               const model::Topology& edited);
};

} // namespace topomq::ui
