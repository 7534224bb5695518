using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using RawInference.Chat;
using RawInference.Connectors.Google.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Tests.Google.Chat;

public class GeminiRoundTripTests
{
    private static readonly UpstreamAccount Account = new("acme", null, _ => null);

    private static readonly string[] Texts = ["", "a", "Grüße ", "世界", "😀"];

    [Fact]
    public void AnyAnswer_GoesBackAsItCame()
    {
        var part = from kind in Gen.Choose(0, 9)
                   from text in Gen.Elements(Texts)
                   from number in Gen.Choose(0, 99_999)
                   from signed in Gen.Elements(true, false)
                   select PartOf(kind, text, number, signed);

        Prop.ForAll(Gen.ArrayOf(part).ToArbitrary(), parts =>
        {
            // Without one signature there is no state, and nothing to go back but text and calls.
            string[] answered = [.. parts, """{"text":"","thoughtSignature":"end"}"""];
            return Echo(answered) == Expected(answered);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static string PartOf(int kind, string text, int number, bool signed)
    {
        var signature = signed ? $",\"thoughtSignature\":\"s{number}\"" : "";
        return kind switch
        {
            < 5 => $"{{\"text\":\"{text}\"{signature}}}",
            < 8 => $"{{\"functionCall\":{{\"id\":\"c{number}-{Guid.NewGuid():N}\",\"name\":\"f\",\"args\":{{\"x\":{number}}}}}{signature}}}",
            8 => $"{{\"executableCode\":{{\"code\":\"{number}\"}}{signature}}}",
            _ => $"{{\"text\":\"{text}\",\"thought\":true}}",
        };
    }

    private static string Echo(string[] parts)
    {
        var call = new ChatCall([], ChatParameters.Default, CallSettings.None);
        var answer = JsonText.Element($"{{\"candidates\":[{{\"content\":{{\"parts\":[{string.Join(',', parts)}]}},\"finishReason\":\"STOP\"}}]}}");
        var message = ChatHistoryMapping.MessageOf(GeminiAnswer.Read(answer, Account, call)[0].Output);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            GeminiContents.Write(writer, null, call with { Messages = [message] });
            writer.WriteEndObject();
        }

        return JsonNode.Parse(Encoding.UTF8.GetString(stream.ToArray()))!["contents"]![0]!["parts"]!.ToJsonString();
    }

    /// <summary>Thoughts stay away, and texts that nobody signed are one where they touch.</summary>
    private static string Expected(string[] parts)
    {
        var expected = new JsonArray();
        foreach (var part in parts.Select(part => JsonNode.Parse(part)!.AsObject()).Where(part => !part.ContainsKey("thought")))
        {
            var isPlain = IsPlain(part);
            if (isPlain && part["text"]!.GetValue<string>().Length == 0)
            {
                continue;
            }

            if (isPlain && expected.LastOrDefault() is JsonObject last && IsPlain(last))
            {
                last["text"] = last["text"]!.GetValue<string>() + part["text"]!.GetValue<string>();
                continue;
            }

            expected.Add(part);
        }

        return expected.ToJsonString();
    }

    private static bool IsPlain(JsonObject part) => part.ContainsKey("text") && !part.ContainsKey("thoughtSignature");
}
