// How files, examples and what was closed come into tabs. See workspace.cpp for the rest of the
// class.

#include "ui/document/example_library.h"
#include "ui/document/open_topology.h"
#include "ui/shell/file_guard.h"
#include "ui/shell/file_places.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/workspace.h"

#include <QFileDialog>
#include <QFileInfo>

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

DocumentTab& Workspace::tabForWork(KeptWork& work)
{
    DocumentTab* open = tabOf(work.path);
    if (open == nullptr)
        return freeTab();
    if (!open->isInUse())
        return *open;
    // In two tabs each would be saved over the other.
    work.path.clear();
    work.fileDigest.clear();
    return freeTab();
}

void Workspace::tellOfLostFile(DocumentTab& tab, const QString& title)
{
    tab.messages().say(MessageBar::Topic::File, MessageBar::Tone::Information,
                       tr("“%1” is open in another tab, where it is in use. This work came back "
                          "without a file; save it under another name.")
                           .arg(title));
}

void Workspace::recover(const std::vector<LeftWork>& chosen)
{
    for (LeftWork left : chosen) {
        const QString path = left.work.path;
        DocumentTab& tab = tabForWork(left.work);
        bringToFront(tab);
        tab.guard().recover(left);
        // Since the program died others may have written the file, or deleted it.
        tab.guard().lookAtFile();
        if (left.work.path != path)
            tellOfLostFile(tab, QFileInfo(path).fileName());
        Q_EMIT opened();
    }
}

void Workspace::reopenClosed()
{
    std::optional<ClosedTab> closed = m_closed.takeLast();
    if (!closed)
        return;
    const QString path = closed->work.path;
    DocumentTab* open = tabOf(path);
    if (open != nullptr && !closed->isModified) {
        open->guard().lookAtFile();
        bringToFront(*open);
        Q_EMIT opened();
        Q_EMIT tabsChanged();
        return;
    }
    // Even where an open tab shows a newer text of the file, the work is on the older one: saving
    // it over that is asked about.
    DocumentTab& tab = tabForWork(closed->work);
    if (&tab != open)
        place(tab, closed->place);
    tab.takeBack(*closed);
    // Meanwhile others may have written the file, or deleted it.
    tab.guard().lookAtFile();
    bringToFront(tab);
    if (closed->work.path != path)
        tellOfLostFile(tab, closed->title);
    Q_EMIT opened();
    Q_EMIT tabsChanged();
}

} // namespace topomq::ui
