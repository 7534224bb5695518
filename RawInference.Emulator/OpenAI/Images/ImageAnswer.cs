using System.Globalization;
using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Media;
using RawInference.Emulator.OpenAI.Wire;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Images;

/// <summary>The drawn images of one request, as a body or as events.</summary>
/// <param name="call">The request.</param>
/// <param name="kind">What the names of its events begin with.</param>
/// <param name="inputs">How many images it brought.</param>
internal sealed class ImageAnswer(WireCall call, string kind, int inputs)
{
    private const ulong SeedBits = 0xFFFFFFFFFFFF;

    private readonly ImageSettings _settings = ImageSettings.Of(call);
    private readonly string _prompt = call.Body.Text("prompt")!;
    private readonly bool _isGpt = call.Model.Has("gpt-image");
    private readonly bool _asUrl = !call.Model.Has("gpt-image") && call.Body.Text("response_format") != "b64_json";

    public Task WriteAsync() => call.Body.Flag("stream") == true ? SseReply.WriteAsync(call, Events()) : JsonReply.WriteAsync(call, Whole());

    private JsonObject Whole()
    {
        var answer = new JsonObject
        {
            ["created"] = call.Now,
            ["data"] = new JsonArray([.. Enumerable.Range(0, _settings.Count).Select(Item)]),
        };
        if (_isGpt)
        {
            Describe(answer);
            answer["usage"] = ImageUsage.Of(_settings, _prompt, inputs);
        }

        return answer;
    }

    private IEnumerable<SseFrame> Events()
    {
        for (var index = 0; index < (call.Body.Integer("partial_images") ?? 0); index++)
        {
            var partial = Event("partial_image", 0);
            partial.Data!["partial_image_index"] = index;
            yield return partial;
        }

        for (var index = 0; index < _settings.Count; index++)
        {
            var completed = Event("completed", index);
            completed.Data!["usage"] = ImageUsage.Of(_settings with { Count = 1 }, _prompt, inputs);
            yield return completed;
        }
    }

    private SseFrame Event(string name, int index)
    {
        var type = $"{kind}.{name}";
        var data = new JsonObject { ["type"] = type, ["b64_json"] = Convert.ToBase64String(Draw(index)), ["created_at"] = call.Now };
        Describe(data);
        return new SseFrame(type, data);
    }

    private void Describe(JsonObject answer)
    {
        answer["background"] = _settings.Background;
        answer["output_format"] = _settings.Format;
        answer["size"] = _settings.Size;
        answer["quality"] = _settings.Quality;
    }

    private JsonNode Item(int index)
    {
        var item = new JsonObject();
        if (call.Model.Has("revised-prompt"))
        {
            item["revised_prompt"] = $"A detailed picture: {_prompt}";
        }

        if (_asUrl)
        {
            var request = call.Http.Request;
            item["url"] = string.Create(
                CultureInfo.InvariantCulture,
                $"{request.Scheme}://{request.Host}/media/drawn/{_settings.Width}/{_settings.Height}/{Seed(index):x}.png");
        }
        else
        {
            item["b64_json"] = Convert.ToBase64String(Draw(index));
        }

        return item;
    }

    private byte[] Draw(int index)
    {
        var picture = new DrawnPicture(Seed(index), _settings.Width, _settings.Height);
        return _settings.Format switch
        {
            "jpeg" => picture.Jpeg(),
            "webp" when _settings.Background == "transparent" => throw EmulatorLimits.Unable("a transparent WebP"),
            "webp" => picture.WebP(),
            _ => picture.Png(_settings.Background == "transparent"),
        };
    }

    private ulong Seed(int index) => StableHash.Of($"{_prompt}:{index}") & SeedBits;
}
