#pragma once
// The palette: roles and ready-made patterns to drag onto the canvas, found by typing.

#include "engine/model/topology.h"
#include "ui/palette/palette_card.h"

#include <QMimeData>
#include <QString>
#include <QWidget>

#include <memory>
#include <vector>

class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace topomq::ui {

class EmptyState;
class SearchField;
class SectionHeader;
class SnippetCard;
struct Snippet;

/// What a drag from the palette carries: the role's word ("source", "source:PUB"), the pattern's
/// name, or the file of a snippet.
inline constexpr char kDraggedRole[] = "application/x-topomq-role";
inline constexpr char kDraggedPattern[] = "application/x-topomq-pattern";
inline constexpr char kDraggedSnippet[] = "application/x-topomq-snippet";
inline constexpr char kDraggedDefinition[] = "application/x-topomq-definition";

/// Thread: the window's. `theme` outlives this.
class PalettePanel : public QWidget
{
    Q_OBJECT

public:
    explicit PalettePanel(Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] SearchField* searchField() const { return m_search; }

    /// The user's own, with a line for each file that cannot be used.
    void setSnippets(const std::vector<Snippet>& snippets, const QStringList& problems);
    /// Sub-topologies of the file.
    void setDefinitions(const std::vector<model::Definition>& definitions);
    /// Null when there is no such card.
    [[nodiscard]] SnippetCard* snippetCard(const QString& file) const;
    /// Scrolls to the card.
    void showSnippet(const QString& file);

    /// Cards that the search leaves, from top to bottom.
    [[nodiscard]] std::vector<PaletteCard*> shownCards() const;
    [[nodiscard]] QSize sizeHint() const override;
    /// No narrower than its words.
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Double-click or Enter: to be added where the user looks.
    /// With the type that one of its sockets shall have; Unknown: as the role has it.
    void roleActivated(topomq::model::Role role, topomq::model::SocketType type);
    void patternActivated(const QString& pattern);
    void definitionActivated(const QString& id);
    void snippetActivated(const QString& file);
    void snippetRenamed(const QString& file, const QString& name);
    void snippetDeleted(const QString& file);

protected:
    /// Runs the drag until it is dropped; tests watch it here.
    virtual void startDrag(std::unique_ptr<QMimeData> mime, const QPixmap& pixmap);

private:
    struct Section
    {
        SectionHeader* header = nullptr;
        QVBoxLayout* list = nullptr;
        std::vector<PaletteCard*> cards;
    };

    SectionHeader* addHeader(QVBoxLayout& layout, const QString& title);
    Section
    addSection(QVBoxLayout& layout, const QString& title, const std::vector<PaletteEntry>& entries);
    void addCard(Section& section, PaletteCard* card);
    void addSnippetProblems(QVBoxLayout& layout);
    void addSnippetHint(QVBoxLayout& layout);
    void addSnippetWords(QVBoxLayout& layout, QLabel* words);
    void styleSnippetWords();
    SnippetCard* makeSnippetCard(const Snippet& snippet);

    [[nodiscard]] Section& definitions() { return m_sections[1]; }

    [[nodiscard]] Section& snippets() { return m_sections[2]; }

    void connectCard(PaletteCard* card);
    void filter(const QString& text);
    void activate(const PaletteEntry& entry);
    void drag(const PaletteCard& card);
    /// Moves the focus; above the first card lies the search field.
    void step(const PaletteCard* from, int by);

    Theme& m_theme;
    SearchField* m_search = nullptr;
    EmptyState* m_nothingFound = nullptr;
    QScrollArea* m_scroll = nullptr;
    /// Which files of snippets are broken, under those that are not.
    QLabel* m_snippetProblems = nullptr;
    /// Under all else as long as there is no snippet: how to make one.
    SectionHeader* m_snippetHintHeader = nullptr;
    QLabel* m_snippetHint = nullptr;
    std::vector<Section> m_sections;
};

} // namespace topomq::ui
