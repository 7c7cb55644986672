#pragma once
// Puts what goes wrong in the run into the list of problems, in the words of the events.

#include "ui/session/run_failures.h"

#include <QObject>

namespace topomq::ui {

class ProblemsPanel;
class RunSession;

/// Thread: the window's. The arguments outlive it.
class RunProblems : public QObject
{
    Q_OBJECT

public:
    RunProblems(const RunSession& session, ProblemsPanel& panel, QObject* parent);

private:
    void show();

    RunFailures m_failures;
    ProblemsPanel& m_panel;
};

} // namespace topomq::ui
