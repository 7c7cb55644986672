#pragma once
// The tabs that were closed last, with what was in them, so that they can be opened again.

#include "ui/document/recovery_store.h"

#include <QString>

#include <optional>
#include <vector>

namespace topomq::ui {

class DocumentTab;

struct ClosedTab
{
    /// What was in it, and its file if it had one.
    KeptWork work;
    QString title;
    /// Was it work that no file holds?
    bool isModified = false;
    /// Its place among the tabs.
    int place = 0;
};

/// In memory only: what is to outlive the program stands in files. Thread: the window's.
class ClosedTabs
{
public:
    static constexpr std::size_t kMost = 10;

    /// Of `tabs` these are about to go together. One that nobody has put anything into is not kept.
    void note(const std::vector<DocumentTab*>& gone, const std::vector<DocumentTab*>& tabs);

    /// What `takeLast` would give; null: nothing.
    [[nodiscard]] const ClosedTab* last() const
    {
        return m_tabs.empty() ? nullptr : &m_tabs.back();
    }

    [[nodiscard]] std::optional<ClosedTab> takeLast();

private:
    /// The one closed last is at the end.
    std::vector<ClosedTab> m_tabs;
};

} // namespace topomq::ui
