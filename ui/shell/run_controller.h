#pragma once
// Connects the run commands with the session, and says what a run refuses or loses.

#include "engine/model/finding.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <vector>

class QWidget;

namespace topomq::ui {

class Actions;
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
                  Actions& actions,
                  MessageBar& messages,
                  QWidget& window);

    /// Asks first when an address is open to the network.
    void run();
    /// Stops a running topology and starts it anew.
    void restart();
    /// While no topology is open there is nothing to run.
    void setNothingOpen(bool nothing);

Q_SIGNALS:
    void problemsRequested();
    void eventsRequested();

private:
    void connectActions();
    void refreshActions();
    void runIsRefused(const std::vector<model::Finding>& findings, const QString& text);
    void sayWaiting(const QString& text);
    void lookForFailures();
    void showPlace(const std::string& where);
    [[nodiscard]] bool mayOpenToNetwork();

    TopologyDocument& m_document;
    RunSession& m_session;
    Actions& m_actions;
    MessageBar& m_messages;
    QWidget& m_window;
    std::size_t m_eventsSeen = 0;
    bool m_restartWanted = false;
    bool m_nothingOpen = false;
    /// What the run action says of itself when it can be used.
    QString m_runTip;
    /// The places open to the network that were answered with "Run anyway".
    QStringList m_allowedPlaces;
};

} // namespace topomq::ui
