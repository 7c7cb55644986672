#include "ui/shell/closing.h"

#include "ui/shell/file_guard.h"
#include "ui/shell/unsaved_dialog.h"
#include "ui/shell/workspace.h"

#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

bool isRunning(const DocumentTab* tab)
{
    return tab->isRunning();
}

Closing::Tabs runningOf(Closing::Tabs tabs)
{
    std::erase_if(tabs, [](const DocumentTab* tab) { return !tab->isRunning(); });
    return tabs;
}

Closing::Tabs unsavedOf(Closing::Tabs tabs)
{
    // Not every file system tells of files that went: what is in a tab may be all there is.
    for (DocumentTab* tab : tabs) {
        tab->guard().lookAtFile();
        tab->document().settle();
    }
    std::erase_if(tabs, [](const DocumentTab* tab) { return !tab->isModified(); });
    return tabs;
}

} // namespace

Closing::Closing(Workspace& workspace)
    : m_workspace(workspace)
{ }

void Closing::closeThen(const Tabs& tabs, std::function<void(const Tabs&)> next)
{
    begin({{tabs.begin(), tabs.end()}, std::move(next)});
}

void Closing::closeAllThen(std::function<void()> next)
{
    begin({{}, [next = std::move(next)](const Tabs&) { next(); }, true});
}

Closing::Tabs Closing::tabsOf(const Request& request) const
{
    if (request.isForAll)
        return m_workspace.tabs();
    Tabs tabs;
    for (DocumentTab* tab : m_workspace.tabs()) {
        if (std::find(request.tabs.begin(), request.tabs.end(), tab) != request.tabs.end())
            tabs.push_back(tab);
    }
    return tabs;
}

void Closing::begin(Request request)
{
    const Tabs running = runningOf(tabsOf(request));
    if (running.empty()) {
        finish(request);
        return;
    }
    if (!mayStop(running))
        return;
    m_waiting.push_back(std::move(request));
    for (DocumentTab* tab : running) {
        // After everybody has heard that the run has ended.
        connect(&tab->session(), &RunSession::stateChanged, this, &Closing::goOn,
                static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::UniqueConnection));
        tab->session().stop();
    }
    // One that had ended while the question stood there says nothing any more.
    QTimer::singleShot(0, this, &Closing::goOn);
}

void Closing::goOn()
{
    // Its questions let others come here meanwhile: each is taken out before it goes on.
    for (;;) {
        const auto ready =
            std::find_if(m_waiting.begin(), m_waiting.end(), [this](const auto& one) {
                const Tabs tabs = tabsOf(one);
                return std::none_of(tabs.begin(), tabs.end(), isRunning);
            });
        if (ready == m_waiting.end())
            return;
        const Request request = std::move(*ready);
        m_waiting.erase(ready);
        finish(request);
    }
}

void Closing::finish(const Request& request)
{
    const Tabs tabs = tabsOf(request);
    if (!tabs.empty() && mayLeave(unsavedOf(tabs)))
        request.next(tabs);
}

bool Closing::mayStop(const Tabs& running)
{
    if (running.size() == 1) {
        m_workspace.bringToFront(*running.front());
        return running.front()->files().mayStop();
    }
    QStringList names;
    for (const DocumentTab* tab : running)
        names << QStringLiteral("• ") + m_workspace.titleOf(*tab);
    QMessageBox question(QMessageBox::Question, tr("Stop the runs and close?"),
                         tr("%n topologies are running:", nullptr, static_cast<int>(running.size()))
                             + QLatin1Char('\n') + names.join(QLatin1Char('\n')),
                         QMessageBox::NoButton, &m_workspace);
    question.setInformativeText(tr("Their figures and events are not kept."));
    const QPushButton* stop = question.addButton(tr("Stop and close"), QMessageBox::AcceptRole);
    question.setEscapeButton(question.addButton(tr("Keep running"), QMessageBox::RejectRole));
    question.exec();
    return question.clickedButton() == stop;
}

bool Closing::mayLeave(const Tabs& unsaved)
{
    if (unsaved.empty())
        return true;
    if (unsaved.size() > 1)
        return askAboutAll(unsaved);
    m_workspace.bringToFront(*unsaved.front());
    return unsaved.front()->files().mayLeave();
}

bool Closing::askAboutAll(const Tabs& unsaved)
{
    std::vector<UnsavedFile> files;
    for (const DocumentTab* tab : unsaved) {
        const TopologyDocument& document = tab->document();
        files.push_back({m_workspace.titleOf(*tab), document.filePath(), document.isFileGone()});
    }
    UnsavedDialog dialog(files, &m_workspace);
    if (dialog.exec() != QDialog::Accepted)
        return false;
    return std::all_of(dialog.toSave().begin(), dialog.toSave().end(), [&](std::size_t index) {
        // Who is asked for a name sees what for.
        m_workspace.bringToFront(*unsaved[index]);
        return unsaved[index]->files().save();
    });
}

} // namespace topomq::ui
