#pragma once
// Starts and stops the run of one open file, and says what it refuses or loses.

#include "engine/model/finding.h"
#include "engine/runtime/runtime.h"
#include "ui/shell/network_question.h"

#include <QObject>
#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

class QWidget;

namespace topomq::ui {

class MessageBar;
class RunSession;
class TopologyDocument;

/// Thread: the window's.
class RunController : public QObject
{
    Q_OBJECT

public:
    RunController(TopologyDocument& document,
                  RunSession& session,
                  MessageBar& messages,
                  QWidget& window);
    ~RunController() override;

    /// Asks first when an address is open to the network.
    void run();
    void stop();
    /// Stops a running topology and starts it anew.
    void restart();

Q_SIGNALS:
    void problemsRequested();
    /// The place as it is called in the part of the file that is in view.
    void problemRequested(const QString& where);

private:
    void startAgain();
    void runIsRefused(const std::vector<model::Finding>& findings, const QString& text);
    /// Takes it back once what stood in the way has gone.
    void forgetRefusal();
    /// Among the findings of the document.
    [[nodiscard]] bool isFound(const model::Finding& finding) const;
    void sayWaiting(const QString& text);
    void lookForFailures();
    void sayFailures();
    void showProblem(const std::string& where);

    TopologyDocument& m_document;
    RunSession& m_session;
    MessageBar& m_messages;
    NetworkQuestion m_network;
    std::size_t m_eventsSeen = 0;
    /// Those that the bar tells of. A node that has been started since has none.
    std::vector<runtime::RuntimeEvent> m_failures;
    bool m_restartWanted = false;
    /// What the run was refused for; nothing: there was nothing to run.
    std::optional<model::Finding> m_refusedFor;
    /// The document knows of it itself, and so of its end.
    bool m_wasFound = false;
};

} // namespace topomq::ui
