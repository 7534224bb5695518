using System.Text.Json;
using RawInference.Media;

namespace RawInference.Api.Inference;

/// <summary>The JSON of a call, with the media that came beside it.</summary>
/// <param name="Json">Detached from the connection.</param>
/// <param name="Attachments">Empty unless the body was multipart.</param>
internal sealed record RequestBody(JsonElement Json, IReadOnlyList<MediaContent> Attachments);
