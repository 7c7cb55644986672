#include "ui/palette/palette_panel.h"

#include "engine/model/settings.h"
#include "ui/document/engine_text.h"
#include "ui/document/role_kind.h"
#include "ui/palette/patterns.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/section_header.h"

#include <QDrag>
#include <QLabel>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <string_view>

namespace topomq::ui {

namespace {

constexpr int kMargin = 12;
constexpr int kGap = 4;
constexpr int kSectionGap = 10;
constexpr int kUsualWidth = 256;

QString fromEngine(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

PaletteEntry entryOf(const model::RoleInfo& info)
{
    PaletteEntry entry;
    entry.name = fromEngine(model::toText(info.role));
    entry.title = engineText(info.label);
    entry.summary = engineText(info.summary);
    // An external node may be anything, so it has no family.
    if (info.role != model::Role::External && !info.slots.empty())
        entry.family = rules::familyOf(info.slots.front().types.front());
    for (const model::SocketType type : typesOf(info.role))
        entry.keywords += fromEngine(model::toText(type)) + QLatin1Char(' ');
    return entry;
}

/// The socket types that a pattern is made of.
QString typesIn(const Pattern& pattern)
{
    model::Topology alone;
    model::apply(alone, patternEdit(alone, pattern.name, {}));
    QStringList types;
    for (const model::Node& node : alone.nodes) {
        for (const model::Socket& socket : node.sockets)
            types << fromEngine(model::toText(socket.type));
    }
    types.removeDuplicates();
    return types.join(QLatin1Char(' '));
}

model::Role roleOf(const PaletteEntry& entry)
{
    return model::roleFromText(entry.name.toStdString());
}

/// What the words of a search ask of a role: the type whose name begins with one of them, else one
/// that has it in its name. A letter or two may be anything.
model::SocketType typeAskedFor(model::Role role, const QString& text)
{
    constexpr qsizetype kShortest = 3;
    QStringList words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    words.removeIf([](const QString& word) { return word.size() < kShortest; });
    const std::vector<model::SocketType> types = typesOf(role);
    for (const bool asBeginning : {true, false}) {
        for (const model::SocketType type : types) {
            const QString name = fromEngine(model::toText(type));
            for (const QString& word : words) {
                if (asBeginning ? name.startsWith(word, Qt::CaseInsensitive)
                                : name.contains(word, Qt::CaseInsensitive))
                    return type;
            }
        }
    }
    return model::SocketType::Unknown;
}

std::vector<PaletteEntry> roleEntries()
{
    std::vector<PaletteEntry> entries;
    for (const model::RoleInfo& info : model::allRoles())
        entries.push_back(entryOf(info));
    return entries;
}

std::vector<PaletteEntry> patternEntries()
{
    std::vector<PaletteEntry> entries;
    for (const Pattern& pattern : allPatterns())
        entries.push_back({PaletteEntry::Kind::Pattern, pattern.name, pattern.title,
                           pattern.summary, pattern.family, typesIn(pattern)});
    return entries;
}

const char* mimeOf(PaletteEntry::Kind kind)
{
    switch (kind) {
    case PaletteEntry::Kind::Role:
        return kDraggedRole;
    case PaletteEntry::Kind::Pattern:
        return kDraggedPattern;
    case PaletteEntry::Kind::Snippet:
        return kDraggedSnippet;
    case PaletteEntry::Kind::Definition:
        break;
    }
    return kDraggedDefinition;
}

} // namespace

PalettePanel::PalettePanel(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_search(new SearchField(theme, tr("Search palette"), this))
    , m_nothingFound(new EmptyState(theme,
                                    QStringLiteral("search"),
                                    tr("Nothing found"),
                                    tr("Search for a role, a pattern or a socket type."),
                                    this))
{
    auto* content = new QWidget;
    auto* cards = new QVBoxLayout(content);
    cards->setContentsMargins(kMargin, 0, kMargin, kMargin);
    cards->setSpacing(kGap);
    m_sections.push_back(addSection(*cards, tr("Nodes"), roleEntries()));
    m_sections.push_back(addSection(*cards, tr("In this file"), {}));
    m_sections.push_back(addSection(*cards, tr("My snippets"), {}));
    addSnippetProblems(*cards);
    m_sections.push_back(addSection(*cards, tr("Patterns"), patternEntries()));
    addSnippetHint(*cards);
    cards->addWidget(m_nothingFound);
    cards->addStretch();

    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(content);

    auto* top = new QVBoxLayout;
    top->setContentsMargins(kMargin, kMargin, kMargin, 0);
    top->addWidget(m_search);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(top);
    all->addWidget(m_scroll);

    connect(m_search, &QLineEdit::textChanged, this, &PalettePanel::filter);
    connect(m_search, &SearchField::leftDownwards, this, [this] { step(nullptr, 1); });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (const std::vector<PaletteCard*> shown = shownCards(); !shown.empty())
            activate(shown.front()->entry());
    });
    filter({});
}

SectionHeader* PalettePanel::addHeader(QVBoxLayout& layout, const QString& title)
{
    auto* header = new SectionHeader(m_theme, title);
    header->setContentsMargins(2, kSectionGap, 0, 2);
    layout.addWidget(header);
    return header;
}

PalettePanel::Section PalettePanel::addSection(QVBoxLayout& layout,
                                               const QString& title,
                                               const std::vector<PaletteEntry>& entries)
{
    Section section;
    section.header = addHeader(layout, title);
    section.list = new QVBoxLayout;
    section.list->setSpacing(kGap);
    layout.addLayout(section.list);
    for (const PaletteEntry& entry : entries)
        addCard(section, new PaletteCard(m_theme, entry));
    return section;
}

void PalettePanel::addCard(Section& section, PaletteCard* card)
{
    section.list->addWidget(card);
    connectCard(card);
    section.cards.push_back(card);
}

void PalettePanel::connectCard(PaletteCard* card)
{
    connect(card, &PaletteCard::activated, this, [this, card] { activate(card->entry()); });
    connect(card, &PaletteCard::dragRequested, this, [this, card] { drag(*card); });
    connect(card, &PaletteCard::steppedLine, this, [this, card](int by) { step(card, by); });
}

QSize PalettePanel::sizeHint() const
{
    return {kUsualWidth, QWidget::sizeHint().height()};
}

QSize PalettePanel::minimumSizeHint() const
{
    int words = 0;
    for (const Section& section : m_sections) {
        for (const PaletteCard* card : section.cards) {
            // The user's own words may be as long as they like.
            if (card->entry().kind == PaletteEntry::Kind::Role
                || card->entry().kind == PaletteEntry::Kind::Pattern)
                words = std::max(words, card->plainWidth());
        }
    }
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    return {words + 2 * kMargin + bar, QWidget::minimumSizeHint().height()};
}

std::vector<PaletteCard*> PalettePanel::shownCards() const
{
    std::vector<PaletteCard*> shown;
    for (const Section& section : m_sections) {
        std::copy_if(section.cards.begin(), section.cards.end(), std::back_inserter(shown),
                     [](const PaletteCard* card) { return !card->isHidden(); });
    }
    return shown;
}

void PalettePanel::filter(const QString& text)
{
    bool anyShown = false;
    for (const Section& section : m_sections) {
        bool sectionShown = false;
        for (PaletteCard* card : section.cards) {
            if (card->entry().kind == PaletteEntry::Kind::Role)
                card->setSocketType(typeAskedFor(roleOf(card->entry()), text));
            const bool fits = card->entry().matches(text);
            card->setVisible(fits);
            // One stop for Tab; the arrow keys go on from there.
            card->setFocusPolicy(fits && !anyShown ? Qt::StrongFocus : Qt::ClickFocus);
            sectionShown = sectionShown || fits;
            anyShown = anyShown || fits;
        }
        section.header->setVisible(sectionShown);
    }
    const bool calm = text.trimmed().isEmpty();
    // How to make the first one is said below what there is.
    m_snippetHint->setVisible(calm && snippets().cards.empty());
    m_snippetHintHeader->setVisible(calm && snippets().cards.empty());
    const bool hasProblems = calm && !m_snippetProblems->text().isEmpty();
    m_snippetProblems->setVisible(hasProblems);
    if (hasProblems) {
        snippets().header->show();
        m_snippetHintHeader->hide();
    }
    m_nothingFound->setVisible(!anyShown);
}

void PalettePanel::activate(const PaletteEntry& entry)
{
    switch (entry.kind) {
    case PaletteEntry::Kind::Role:
        Q_EMIT roleActivated(roleOf(entry), entry.type);
        return;
    case PaletteEntry::Kind::Pattern:
        Q_EMIT patternActivated(entry.name);
        return;
    case PaletteEntry::Kind::Snippet:
        Q_EMIT snippetActivated(entry.name);
        return;
    case PaletteEntry::Kind::Definition:
        Q_EMIT definitionActivated(entry.name);
        return;
    }
}

void PalettePanel::drag(const PaletteCard& card)
{
    auto mime = std::make_unique<QMimeData>();
    const PaletteEntry& entry = card.entry();
    const QString word =
        entry.kind == PaletteEntry::Kind::Role ? wordOf({roleOf(entry), entry.type}) : entry.name;
    mime->setData(QString::fromLatin1(mimeOf(entry.kind)), word.toUtf8());
    startDrag(std::move(mime), card.dragPixmap());
}

void PalettePanel::startDrag(std::unique_ptr<QMimeData> mime, const QPixmap& pixmap)
{
    // Qt deletes the drag, and with it what it carries, after the drop.
    auto* drag = new QDrag(this);
    drag->setMimeData(mime.release());
    drag->setPixmap(pixmap);
    drag->setHotSpot(QRectF(QPointF(0, 0), pixmap.deviceIndependentSize()).center().toPoint());
    drag->exec(Qt::CopyAction);
}

void PalettePanel::step(const PaletteCard* from, int by)
{
    const std::vector<PaletteCard*> shown = shownCards();
    const auto at = std::find(shown.begin(), shown.end(), from);
    const auto place = at == shown.end() ? -1 : static_cast<int>(at - shown.begin());
    const int next = place + by;
    if (next < 0) {
        m_search->setFocus(Qt::BacktabFocusReason);
        return;
    }
    if (next < static_cast<int>(shown.size()))
        shown[static_cast<std::size_t>(next)]->setFocus(Qt::TabFocusReason);
}

} // namespace topomq::ui
