using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using RawInference.Api.Hosting;
using RawInference.Contract;
using RawInference.Media;

namespace RawInference.Api.Inference;

/// <summary>
/// The call as <c>multipart/form-data</c>: one part named <c>request</c> with the JSON, and files named for what they are:
/// <c>image</c>, <c>audio</c>, <c>video</c> or <c>file</c>.
/// </summary>
internal static class MultipartBody
{
    private const string RequestPart = "request";
    private const int MaxParts = 65;

    private static readonly Dictionary<string, MediaKind> Kinds =
        Enum.GetValues<MediaKind>().ToDictionary(kind => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()));

    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, MediaTypeHeaderValue type, int max, CancellationToken cancellationToken)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 70)
        {
            throw JsonInput.Invalid("The multipart body needs a boundary of at most 70 characters.");
        }

        try
        {
            return await ReadPartsAsync(new MultipartReader(boundary, request.Body), max, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw JsonInput.Invalid("The multipart body is malformed or ends too early.", exception);
        }
    }

    private static async ValueTask<RequestBody> ReadPartsAsync(MultipartReader reader, int max, CancellationToken cancellationToken)
    {
        JsonElement? json = null;
        var attachments = new List<MediaContent>();
        var left = max;
        for (var parts = 0; await reader.ReadNextSectionAsync(cancellationToken) is { } section; parts++)
        {
            if (parts == MaxParts)
            {
                throw JsonInput.Invalid($"The multipart body has more than {MaxParts} parts.");
            }

            var name = section.GetContentDispositionHeader()?.Name.Value?.Trim('"') ?? "";
            var bytes = await ReadAllAsync(section.Body, left, max, cancellationToken);
            left -= bytes.Length;
            if (name == RequestPart)
            {
                json = json is null ? JsonInput.Parse(bytes) : throw JsonInput.Invalid($"The multipart body has two parts named '{RequestPart}'.");
            }
            else
            {
                attachments.Add(Attachment(name, section, bytes));
            }
        }

        return json is { } found
            ? new RequestBody(found, attachments)
            : throw JsonInput.Invalid($"The multipart body has no part named '{RequestPart}', which holds the JSON.");
    }

    private static MediaContent Attachment(string name, MultipartSection section, byte[] bytes)
    {
        if (!Kinds.TryGetValue(name, out var kind))
        {
            throw JsonInput.Invalid($"The multipart body may have parts named {RequestPart}, {string.Join(", ", Kinds.Keys)}, not '{name}'.");
        }

        return new MediaContent
        {
            Kind = kind,
            Path = $"inputs.{MediaContract.KeysOf(kind).First(key => key.EndsWith("_base64", StringComparison.Ordinal))}",
            Bytes = bytes,
            MediaType = section.ContentType,
            FileName = section.GetContentDispositionHeader()?.FileName.Value?.Trim('"'),
        };
    }

    private static async ValueTask<byte[]> ReadAllAsync(Stream body, int left, int max, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[65_536];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (copy.Length + read > left)
            {
                throw BodyReader.TooLarge(max);
            }

            copy.Write(buffer, 0, read);
        }

        return copy.ToArray();
    }
}
