#include "ui/palette/snippet_card.h"

#include "ui/document/file_texts.h"
#include "ui/document/snippet_store.h"
#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>

#include <utility>

namespace topomq::ui {

namespace {

constexpr int kInset = 2;

PaletteEntry entryOf(const Snippet& snippet)
{
    PaletteEntry entry{PaletteEntry::Kind::Snippet, snippet.file,         snippet.name,
                       snippet.description,         rules::Family::Other, {}};
    for (const model::Node& node : snippet.part.nodes)
        entry.keywords += QString::fromStdString(node.title()) + QLatin1Char(' ');
    if (entry.summary.isEmpty())
        entry.summary = SketchCard::sizeText(snippet.part.nodes.size(), snippet.part.links.size());
    return entry;
}

} // namespace

SnippetCard::SnippetCard(const Theme& theme, const Snippet& snippet, QWidget* parent)
    : SketchCard(theme, entryOf(snippet), parent)
{
    showSnippet(snippet);
}

void SnippetCard::showSnippet(const Snippet& snippet)
{
    setSketch(sketchOf(snippet.part));
    showEntry(entryOf(snippet));
    setToolTip(snippet.description.isEmpty() ? toolTip()
                                             : snippet.description + QLatin1Char('\n') + toolTip());
}

void SnippetCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_F2)
        beginRename();
    else if (event->key() == Qt::Key_Delete)
        Q_EMIT deleteWanted();
    else
        SketchCard::keyPressEvent(event);
}

void SnippetCard::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    QAction* add = menu.addAction(theme().icon(QStringLiteral("add")), tr("&Add to the canvas"));
    menu.addSeparator();
    QAction* rename = menu.addAction(theme().icon(QStringLiteral("rename")), tr("&Rename"));
    rename->setShortcut(Qt::Key_F2);
    QAction* remove = menu.addAction(theme().icon(QStringLiteral("remove")), tr("&Delete"));
    remove->setShortcut(Qt::Key_Delete);
    const QAction* chosen = menu.exec(event->globalPos());
    if (chosen == add)
        Q_EMIT activated();
    else if (chosen == rename)
        beginRename();
    else if (chosen == remove)
        Q_EMIT deleteWanted();
}

void SnippetCard::beginRename()
{
    if (m_field != nullptr)
        return;
    m_field = new QLineEdit(entry().title, this);
    m_field->setAccessibleName(tr("Name of the snippet"));
    m_field->setMaxLength(kLongestSnippetName);
    keepFitting(m_field, FileText::Name);
    m_field->installEventFilter(this);
    m_field->setGeometry(wordRoom().adjusted(-kInset, kInset, 0, -kInset));
    m_field->selectAll();
    m_field->show();
    m_field->setFocus();
    connect(m_field, &QLineEdit::editingFinished, this, [this] {
        const QString name = m_field == nullptr ? QString() : m_field->text().trimmed();
        endRename();
        if (!name.isEmpty() && name != entry().title)
            Q_EMIT renameWanted(name);
    });
}

void SnippetCard::endRename()
{
    QLineEdit* field = std::exchange(m_field, nullptr);
    if (field == nullptr)
        return;
    const bool hadFocus = field->hasFocus();
    field->disconnect(this);
    field->hide();
    field->deleteLater();
    if (hadFocus)
        setFocus();
}

bool SnippetCard::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
    {
        endRename();
        return true;
    }
    return SketchCard::eventFilter(watched, event);
}

void SnippetCard::resizeEvent(QResizeEvent* event)
{
    SketchCard::resizeEvent(event);
    if (m_field != nullptr)
        m_field->setGeometry(wordRoom().adjusted(-kInset, kInset, 0, -kInset));
}

} // namespace topomq::ui
