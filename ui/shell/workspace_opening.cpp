// How files, examples and what was closed come into tabs. See workspace.cpp for the rest of the
// class.

#include "ui/document/example_library.h"
#include "ui/document/open_topology.h"
#include "ui/shell/file_guard.h"
#include "ui/shell/file_places.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/workspace.h"

#include <QFileDialog>

#include <optional>
#include <utility>

namespace topomq::ui {

DocumentTab& Workspace::freeTab()
{
    return m_front->isUntouched() ? *m_front : add();
}

void Workspace::openFile(const QString& path)
{
    if (DocumentTab* open = tabOf(path)) {
        bringToFront(*open);
        Q_EMIT opened();
        return;
    }
    OpenResult result = openTopologyFile(path);
    if (!result.isOpen()) {
        m_places.forgetUnlessGone(path);
        Q_EMIT failed(result.problem);
        return;
    }
    DocumentTab& tab = freeTab();
    tab.take(std::move(result), path);
    m_places.remember(path);
    bringToFront(tab);
    Q_EMIT opened();
}

QString Workspace::openBehind(const QString& path, int place)
{
    if (tabOf(path) != nullptr)
        return {};
    OpenResult result = openTopologyFile(path);
    if (!result.isOpen()) {
        m_places.forgetUnlessGone(path);
        return result.problem;
    }
    const bool isFirst = isNothingOpen();
    DocumentTab& tab = isFirst ? *m_front : add();
    tab.take(std::move(result), path);
    this->place(tab, place);
    if (isFirst)
        Q_EMIT opened();
    return {};
}

void Workspace::openExample(const QString& name)
{
    const Example* example = findExample(name);
    if (!example) {
        Q_EMIT failed(tr("There is no example called “%1”.").arg(name));
        return;
    }
    OpenResult result = openTopologyText(example->text, example->title);
    if (!result.isOpen()) {
        Q_EMIT failed(result.problem);
        return;
    }
    DocumentTab& tab = freeTab();
    tab.take(std::move(result), {});
    bringToFront(tab);
    Q_EMIT opened();
}

void Workspace::openEmpty()
{
    bringToFront(!isVisible() && m_front->isUntouched() ? *m_front : add());
    Q_EMIT opened();
}

void Workspace::chooseAndOpen()
{
    const QStringList paths = QFileDialog::getOpenFileNames(
        this, tr("Open topologies"), m_places.lastFolder(),
        tr("Topologies (*.topomq);;Graphviz graphs (*.dot *.gv);;All files (*)"));
    for (const QString& path : paths)
        openFile(path);
}

void Workspace::recover(const std::vector<LeftWork>& chosen)
{
    for (const LeftWork& left : chosen) {
        DocumentTab* same = tabOf(left.work.path);
        DocumentTab& tab =
            same != nullptr && !same->isModified() && !same->isRunning() ? *same : freeTab();
        bringToFront(tab);
        tab.guard().recover(left);
        Q_EMIT opened();
    }
}

void Workspace::reopenClosed()
{
    std::optional<ClosedTab> closed = m_closed.takeLast();
    if (!closed)
        return;
    DocumentTab* open = tabOf(closed->work.path);
    const bool isInUse = open != nullptr && (open->isModified() || open->isRunning());
    const bool isBeside = isInUse && closed->isModified;
    if (isBeside)
        closed->work.path.clear();
    DocumentTab& tab = open != nullptr && !isBeside ? *open : freeTab();
    if (&tab != open)
        place(tab, closed->place);
    if (&tab != open || closed->isModified)
        tab.takeBack(*closed);
    // Meanwhile others may have written the file, or deleted it.
    tab.guard().lookAtFile();
    bringToFront(tab);
    if (isBeside)
        tab.messages().say(MessageBar::Topic::File, MessageBar::Tone::Information,
                           tr("“%1” is open in another tab, where it is in use. What was closed "
                              "came back without a file; save it under another name.")
                               .arg(closed->title));
    Q_EMIT opened();
    Q_EMIT tabsChanged();
}

} // namespace topomq::ui
