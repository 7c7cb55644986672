#include "ui/shell/closed_tabs.h"

#include "ui/shell/document_tab.h"

#include <algorithm>
#include <utility>

namespace topomq::ui {

void ClosedTabs::note(const std::vector<DocumentTab*>& gone, const std::vector<DocumentTab*>& tabs)
{
    // From the right: taken back from the left, each finds those to the left of it in place.
    for (auto place = static_cast<int>(tabs.size()) - 1; place >= 0; --place) {
        DocumentTab* tab = tabs[static_cast<std::size_t>(place)];
        if (std::find(gone.begin(), gone.end(), tab) == gone.end() || tab->isUntouched())
            continue;
        const TopologyDocument& document = tab->document();
        m_tabs.push_back({{document.root(), document.filePath(), document.fileDigest(), {}},
                          document.title(),
                          document.isModified(),
                          place});
    }
    if (m_tabs.size() > kMost)
        m_tabs.erase(m_tabs.begin(), m_tabs.end() - static_cast<std::ptrdiff_t>(kMost));
}

std::optional<ClosedTab> ClosedTabs::takeLast()
{
    if (m_tabs.empty())
        return std::nullopt;
    ClosedTab last = std::move(m_tabs.back());
    m_tabs.pop_back();
    return last;
}

} // namespace topomq::ui
