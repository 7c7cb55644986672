#pragma once
// The commands that act on the tab in front, and which of them make sense there now.

#include <QObject>
#include <QString>

namespace topomq::ui {

class Actions;
class Workspace;

/// Thread: the window's. The arguments outlive it.
class FrontActions : public QObject
{
    Q_OBJECT

public:
    FrontActions(Workspace& workspace, Actions& actions, QObject* parent);

    /// While no topology is open there is nothing to run.
    void setNothingOpen(bool nothing);

private:
    void connectFiles();
    void connectTabs();
    void connectRun();
    void connectFinding();
    void follow();
    void refreshTabs();
    void refreshRun();
    void refreshFinding();
    void copyPath() const;

    Workspace& m_workspace;
    Actions& m_actions;
    /// Lives as long as the present tab is in front: what it says is heard meanwhile.
    QObject* m_front = nullptr;
    bool m_nothingOpen = false;
    /// What the run action says of itself when it can be used.
    QString m_runTip;
    QString m_reopenTip;
};

} // namespace topomq::ui
