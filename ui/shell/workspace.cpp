#include "ui/shell/workspace.h"

#include "ui/document/distinct_titles.h"
#include "ui/shell/file_guard.h"

#include <QUndoGroup>

#include <algorithm>
#include <utility>

namespace topomq::ui {

Workspace::Workspace(runtime::RoleFactory factory,
                     Theme& theme,
                     FilePlaces& places,
                     QUndoGroup& undo,
                     QWidget* parent)
    : PageStack(parent)
    , m_factory(std::move(factory))
    , m_theme(theme)
    , m_places(places)
    , m_undo(undo)
    , m_closing(*this)
{
    m_front = &add();
    m_undo.setActiveStack(m_front->document().undoStack());
}

Workspace::~Workspace()
{
    // They ask each other for their names as long as they live.
    blockSignals(true);
    for (DocumentTab* tab : std::exchange(m_tabs, {}))
        delete tab;
}

DocumentTab& Workspace::add()
{
    auto* tab = new DocumentTab(
        m_factory, m_theme, m_places,
        [this](const QString& path, const TopologyDocument& document) {
            return tabOf(path, &document) != nullptr;
        },
        this);
    m_undo.addStack(tab->document().undoStack());
    if (m_front != nullptr)
        tab->lookLike(*m_front);
    m_tabs.push_back(tab);
    addWidget(tab);
    connect(tab, &DocumentTab::looksChanged, this, &Workspace::refreshTitles);
    Q_EMIT added(*tab);
    refreshTitles();
    return *tab;
}

void Workspace::refreshTitles()
{
    std::vector<TitledFile> files;
    for (const DocumentTab* tab : m_tabs)
        files.push_back({tab->document().title(), tab->document().filePath()});
    m_titles = distinctTitles(files);
    Q_EMIT tabsChanged();
}

int Workspace::frontIndex() const
{
    return static_cast<int>(std::find(m_tabs.begin(), m_tabs.end(), m_front) - m_tabs.begin());
}

QString Workspace::titleOf(const DocumentTab& tab) const
{
    const auto found = std::find(m_tabs.begin(), m_tabs.end(), &tab);
    return m_titles.value(found - m_tabs.begin(), tab.document().title());
}

bool Workspace::isNothingOpen() const
{
    return m_tabs.size() == 1 && m_front->isUntouched();
}

DocumentTab* Workspace::tabOf(const QString& path, const TopologyDocument* except) const
{
    const auto found = std::find_if(m_tabs.begin(), m_tabs.end(), [&](DocumentTab* tab) {
        return &tab->document() != except && isSameFile(tab->document().filePath(), path);
    });
    return found == m_tabs.end() ? nullptr : *found;
}

void Workspace::bringToFront(DocumentTab& tab)
{
    if (&tab == m_front)
        return;
    tab.lookLike(*m_front);
    m_front = &tab;
    m_undo.setActiveStack(tab.document().undoStack());
    setCurrentWidget(&tab);
    Q_EMIT frontChanged();
    Q_EMIT tabsChanged();
}

void Workspace::step(int by)
{
    const int count = static_cast<int>(m_tabs.size());
    bringToFront(*m_tabs[static_cast<std::size_t>((frontIndex() + by + count) % count)]);
}

void Workspace::goTo(int index)
{
    if (index < 0 || index >= static_cast<int>(m_tabs.size()))
        return;
    bringToFront(*m_tabs[static_cast<std::size_t>(index)]);
    // The gallery may stand before it.
    Q_EMIT opened();
}

void Workspace::move(int from, int to)
{
    const int count = static_cast<int>(m_tabs.size());
    if (from == to || std::min(from, to) < 0 || std::max(from, to) >= count)
        return;
    const auto at = [this](int place) { return m_tabs.begin() + place; };
    if (from < to)
        std::rotate(at(from), at(from + 1), at(to + 1));
    else
        std::rotate(at(to), at(from), at(from + 1));
    refreshTitles();
}

void Workspace::place(const DocumentTab& tab, int at)
{
    const auto found = std::find(m_tabs.begin(), m_tabs.end(), &tab);
    move(static_cast<int>(found - m_tabs.begin()),
         std::clamp(at, 0, static_cast<int>(m_tabs.size()) - 1));
}

void Workspace::close(DocumentTab& tab)
{
    m_closing.closeThen({&tab}, [this](const auto& gone) { remove(gone); });
}

void Workspace::closeOthers(DocumentTab& tab)
{
    std::vector<DocumentTab*> others = m_tabs;
    std::erase(others, &tab);
    m_closing.closeThen(others, [this](const auto& gone) { remove(gone); });
}

void Workspace::closeAllThen(std::function<void()> next)
{
    m_closing.closeAllThen(std::move(next));
}

void Workspace::remove(const std::vector<DocumentTab*>& gone)
{
    m_closed.note(gone, m_tabs);
    if (gone.size() == m_tabs.size())
        add();
    const auto isGone = [&](const DocumentTab* tab) {
        return std::find(gone.begin(), gone.end(), tab) != gone.end();
    };
    if (isGone(m_front)) {
        // The one to the right of it, or the last.
        const auto from = m_tabs.begin() + frontIndex();
        auto next = std::find_if_not(from, m_tabs.end(), isGone);
        if (next == m_tabs.end())
            next = std::find_if_not(m_tabs.rbegin(), m_tabs.rend(), isGone).base() - 1;
        bringToFront(**next);
    }
    for (DocumentTab* tab : gone) {
        std::erase(m_tabs, tab);
        tab->guard().discardWork();
        removeWidget(tab);
        // The key or the click that closed it may still be on its way through it.
        tab->hide();
        tab->deleteLater();
    }
    refreshTitles();
    if (isNothingOpen())
        Q_EMIT nothingLeft();
}

void Workspace::discardWork()
{
    for (DocumentTab* tab : m_tabs)
        tab->guard().discardWork();
}

void Workspace::lookAtFiles()
{
    for (DocumentTab* tab : m_tabs)
        tab->guard().lookAtFile();
}

} // namespace topomq::ui
