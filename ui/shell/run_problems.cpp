#include "ui/shell/run_problems.h"

#include "ui/events/event_words.h"
#include "ui/problems/problems_panel.h"

#include <utility>

namespace topomq::ui {

namespace {

/// "While running: could not bind (tcp://127.0.0.1:5555): Address already in use; another …".
QString textOf(const runtime::RuntimeEvent& event)
{
    QString what = eventWords(event.event);
    if (!event.address.empty())
        what += QStringLiteral(" (%1)").arg(QString::fromStdString(event.address));
    const QString detail = detailWords(event);
    return detail.isEmpty() ? RunProblems::tr("While running: %1").arg(what)
                            : RunProblems::tr("While running: %1: %2").arg(what, detail);
}

} // namespace

RunProblems::RunProblems(const RunSession& session, ProblemsPanel& panel, QObject* parent)
    : QObject(parent)
    , m_failures(session)
    , m_panel(panel)
{
    connect(&m_failures, &RunFailures::changed, this, &RunProblems::show);
}

void RunProblems::show()
{
    std::vector<model::Finding> problems;
    for (const runtime::RuntimeEvent& event : m_failures.list())
        problems.push_back({.severity = model::Severity::Error,
                            .code = event.event,
                            .where = event.where,
                            .message = textOf(event).toStdString(),
                            .fix = {}});
    m_panel.setRunProblems(std::move(problems));
}

} // namespace topomq::ui
