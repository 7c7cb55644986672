#pragma once
// What went wrong in the run: each failure once, however often and by whomever it is told.

#include "engine/runtime/runtime.h"

#include <QObject>

#include <cstddef>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace topomq::ui {

class RunSession;

/// The node is there again, with all of its sockets: what it and they failed of before is settled.
[[nodiscard]] bool settlesFailures(const runtime::RuntimeEvent& event);
/// Is it of this node, or of one of its sockets? As events name it.
[[nodiscard]] bool isOfNode(const runtime::RuntimeEvent& event, const std::string& node);

/// More than anybody reads; a peer that fails with another text each time must not fill the memory.
inline constexpr std::size_t kMostFailures = 500;

/// A node and its socket tell the same.
[[nodiscard]] bool isTold(const std::vector<runtime::RuntimeEvent>& list,
                          const runtime::RuntimeEvent& event);
/// Adds it unless it is told, or the list is full. False: the list stays as it is.
bool addFailure(std::vector<runtime::RuntimeEvent>& list, const runtime::RuntimeEvent& event);

/// Starts over with each run; what a node failed of leaves once it has been started. Thread: the
/// window's. The session outlives it.
class RunFailures : public QObject
{
    Q_OBJECT

public:
    explicit RunFailures(const RunSession& session, QObject* parent = nullptr);

    /// Oldest first, and the newest ones left out when there are very many.
    [[nodiscard]] const std::vector<runtime::RuntimeEvent>& list() const { return m_list; }

Q_SIGNALS:
    void changed();

private:
    void startOver();
    void collect();
    [[nodiscard]] bool take(const runtime::RuntimeEvent& event);
    [[nodiscard]] bool forget(const std::string& node);

    const RunSession& m_session;
    std::vector<runtime::RuntimeEvent> m_list;
    /// Where, event, address and detail of those in the list.
    std::set<std::tuple<std::string, std::string, std::string, std::string>> m_told;
    std::size_t m_seen = 0;
};

} // namespace topomq::ui
