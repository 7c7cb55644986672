// The snippets of the user in the palette. See palette_panel.cpp for the rest of the class.

#include "ui/document/snippet_store.h"
#include "ui/palette/palette_panel.h"
#include "ui/palette/snippet_card.h"
#include "ui/theme/theme.h"
#include "ui/widgets/search_field.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace topomq::ui {

void PalettePanel::addSnippetProblems(QVBoxLayout& layout)
{
    m_snippetProblems = new QLabel;
    m_snippetProblems->setObjectName(QStringLiteral("snippetProblems"));
    m_snippetProblems->setTextFormat(Qt::PlainText);
    m_snippetProblems->setTextInteractionFlags(Qt::TextSelectableByMouse);
    addSnippetWords(layout, m_snippetProblems);
}

void PalettePanel::addSnippetHint(QVBoxLayout& layout)
{
    m_snippetHintHeader = addHeader(layout, tr("My snippets"));
    m_snippetHint = new QLabel(
        tr("Select nodes on the canvas and save them as a snippet to use them in any topology."));
    m_snippetHint->setObjectName(QStringLiteral("snippetHint"));
    addSnippetWords(layout, m_snippetHint);
    connect(&m_theme, &Theme::changed, this, &PalettePanel::styleSnippetWords);
    styleSnippetWords();
}

void PalettePanel::addSnippetWords(QVBoxLayout& layout, QLabel* words)
{
    words->setWordWrap(true);
    words->setContentsMargins(2, 0, 0, 2);
    // Long names of files must not widen the palette.
    words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    layout.addWidget(words);
}

void PalettePanel::styleSnippetWords()
{
    const Colors& colors = m_theme.colors();
    const auto paint = [this](QLabel* label, const QColor& color) {
        label->setFont(m_theme.smallFont());
        label->setStyleSheet(QStringLiteral("color: %1").arg(color.name()));
    };
    paint(m_snippetHint, colors.dim);
    paint(m_snippetProblems, colors.warn);
}

SnippetCard* PalettePanel::makeSnippetCard(const Snippet& snippet)
{
    auto* card = new SnippetCard(m_theme, snippet);
    connect(
        card, &SnippetCard::renameWanted, this,
        [this, file = snippet.file](const QString& name) { Q_EMIT snippetRenamed(file, name); });
    connect(card, &SnippetCard::deleteWanted, this,
            [this, file = snippet.file] { Q_EMIT snippetDeleted(file); });
    return card;
}

void PalettePanel::setSnippets(const std::vector<Snippet>& snippets, const QStringList& problems)
{
    Section& section = this->snippets();
    std::vector<PaletteCard*> before;
    before.swap(section.cards);
    for (PaletteCard* card : before)
        section.list->removeWidget(card);
    for (const Snippet& snippet : snippets) {
        // A card stays the same while its snippet changes: it may have the focus.
        const auto known =
            std::find_if(before.begin(), before.end(), [&snippet](const PaletteCard* card) {
                return card->entry().name == snippet.file;
            });
        if (known == before.end()) {
            addCard(section, makeSnippetCard(snippet));
            continue;
        }
        auto* card = static_cast<SnippetCard*>(*known);
        before.erase(known);
        card->showSnippet(snippet);
        section.list->addWidget(card);
        section.cards.push_back(card);
    }
    for (PaletteCard* card : before) {
        card->hide();
        card->deleteLater();
    }
    m_snippetProblems->setText(problems.join(QLatin1Char('\n')));
    filter(m_search->text());
}

SnippetCard* PalettePanel::snippetCard(const QString& file) const
{
    for (PaletteCard* card : m_sections[2].cards) {
        if (card->entry().name == file)
            return static_cast<SnippetCard*>(card);
    }
    return nullptr;
}

void PalettePanel::showSnippet(const QString& file)
{
    SnippetCard* card = snippetCard(file);
    if (card == nullptr)
        return;
    m_search->clear();
    // A card that is new has its place only after the layout is done.
    m_scroll->widget()->layout()->activate();
    m_scroll->ensureWidgetVisible(card);
}

} // namespace topomq::ui
