// The folders embedded in the binary, each as a sorted list of files (see cmake/Embed.cmake).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/embedded.h"

namespace tc::data {

[[nodiscard]] std::span<const EmbeddedFile> templates();  ///< templates/
[[nodiscard]] std::span<const EmbeddedFile> sql();        ///< src/store/**.sql
[[nodiscard]] std::span<const EmbeddedFile> examples();   ///< examples/
[[nodiscard]] std::span<const EmbeddedFile> web();        ///< web/dist/
[[nodiscard]] std::span<const EmbeddedFile> api();        ///< api/

}  // namespace tc::data
