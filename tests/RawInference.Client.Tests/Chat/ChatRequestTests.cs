using System.Collections.Frozen;
using FsCheck;
using FsCheck.Fluent;
using RawInference.Chat;
using RawInference.Media;

namespace RawInference.Client.Tests.Chat;

public class ChatRequestTests
{
    [Fact]
    public void SplitThenMerge_KeepsOrderAndCount_AndDeltasPointAtTheirOutput()
    {
        var sizes = from prompts in Gen.Choose(1, 64) from n in Gen.Choose(1, 5) select (prompts, n);

        Prop.ForAll(sizes.ToArbitrary(), size =>
        {
            var request = Prompts(size.prompts) with { Parameters = new ChatParameters { Count = size.n } };
            var parts = request.Split(Given.UnknownModel).Cast<ChatRequest>().ToArray();
            var merged = (ChatResponse)request.Merge([.. parts.Select(part => Answer(part, size.n))]);

            Assert.Equal(size.prompts, parts.Length);
            Assert.Equal(
                Enumerable.Range(0, size.prompts).SelectMany(prompt => Enumerable.Range(0, size.n).Select(index => $"p{prompt}.{index}")),
                merged.Outputs.Select(output => output.Text));

            for (var part = 0; part < size.prompts; part++)
            {
                for (var index = 0; index < size.n; index++)
                {
                    var delta = (ChatDelta)request.MergeDelta(part, new ChatDelta { Index = index });
                    Assert.Equal($"p{part}.{index}", merged.Outputs[delta.Index].Text);
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Parts_KeepEverythingElse()
    {
        var request = Prompts(2) with { Call = new CallOptions { Stream = true }, Parameters = new ChatParameters { Seed = 1 }, ProviderOptions = Given.Json("{}") };

        Assert.All(request.Split(Given.UnknownModel).Cast<ChatRequest>(), part =>
            Assert.Equal((request.Model, request.Call, request.Parameters), (part.Model, part.Call, part.Parameters)));
    }

    [Fact]
    public void OneConversation_IsItsOwnOnlyPart()
    {
        var request = Prompts(1);
        var response = Answer(request, 2);
        var delta = new ChatDelta { Index = 1 };

        Assert.Same(request, Assert.Single(request.Split(Given.UnknownModel)));
        Assert.Same(response, request.Merge([response]));
        Assert.Same(delta, request.MergeDelta(0, delta));
    }

    [Fact]
    public void Parts_MayBeAnsweredByDifferentModels() => Assert.False(Prompts(2).PartsShareModel);

    [Fact]
    public void ReplacedMedia_StandWhereTheOldOnesStood()
    {
        var request = Given.Chat("""
            {"messages":[{"role":"user","content":["a",{"image_url":"x"},"b",{"audio_url":"y"}]},{"role":"user","content":[{"image_url":"z"}]}]}
            """);

        var resolved = (ChatRequest)request.WithMedia([.. request.Media.Select(media => media with { MediaType = $"for {media.Url}" })]);

        Assert.Equal(["for x", "for y", "for z"], resolved.Media.Select(media => media.MediaType));
        Assert.Equal("ab", resolved.Conversations[0][0].Text);
        Assert.Equal(["x", "y", "z"], request.Media.Select(media => media.Url));
        Assert.All(request.Media, media => Assert.Null(media.MediaType));
    }

    [Fact]
    public void ResolvedMedia_KeepTheirCacheHints()
    {
        var request = Given.Chat("""{"messages":[{"role":"user","content":[{"image_url":"x","cache_control":{"type":"ephemeral"}},{"image_url":"y"}]}]}""");

        var resolved = (ChatRequest)request.WithMedia(request.Media);

        Assert.Equal([new CacheHint(), null], resolved.Conversations[0][0].Parts.Select(part => part.CacheControl));
    }

    [Fact]
    public void WhatTheModelCannotTake_IsAProblem_ThatOnlySomeCallsCanDoWithout()
    {
        var request = Given.Chat("""{"prompts":["a"],"image_url":"x","audio_url":"y"}""", """{"temperature":1,"n":2,"max_tokens":11,"seed":1}""");
        var model = Given.Model("temperature", "n", "top_p") with { Inputs = new[] { MediaKind.Image }.ToFrozenSet(), MaxOutputTokens = 10 };

        Assert.Equal(
            [("inputs.audio_url", false), ("parameters.max_tokens", false), ("parameters.temperature", true), ("parameters.n", false)],
            request.Check(model).Select(problem => (problem.Path, problem.CanBeDropped)));
    }

    [Fact]
    public void UnknownModel_TakesEverything() =>
        Assert.Empty(Given.Chat("""{"prompts":["a"],"video_url":"x"}""", """{"n":2,"max_tokens":1000000}""").Check(Given.UnknownModel));

    [Fact]
    public void AdaptedRequest_HasNothingLeftThatCouldBeDropped_AndLosesNothingEssential()
    {
        string[] samples =
        [
            "\"temperature\":1", "\"top_p\":1", "\"max_tokens\":5", "\"stop\":\"x\"", "\"seed\":1", "\"frequency_penalty\":1", "\"presence_penalty\":1",
            "\"n\":2", "\"logprobs\":true", "\"top_logprobs\":1", "\"reasoning\":{\"effort\":\"low\"}", "\"response_format\":\"json_object\"",
            "\"schema\":{}", "\"tools\":[{\"name\":\"f\"}]", "\"tool_choice\":\"auto\"", "\"parallel_tool_calls\":true",
        ];
        string[] names = [.. ChatParameters.Table.Names];
        Assert.Equal(names.Length, samples.Length);

        var cases = from set in Gen.SubListOf(samples) from unsupported in Gen.SubListOf(names) select (set, unsupported);
        Prop.ForAll(cases.ToArbitrary(), @case =>
        {
            var request = Given.Chat("""{"prompts":["a"]}""", $$"""{{{string.Join(',', @case.set)}}}""");
            var model = Given.Model([.. @case.unsupported]);
            var before = request.Check(model);
            var adapted = (ChatRequest)request.AdaptTo(model);

            Assert.Equal(before.Where(problem => !problem.CanBeDropped), adapted.Check(model));
            Assert.Equal(
                ChatParameters.Table.SetIn(request.Parameters).Except(before.Where(problem => problem.CanBeDropped).Select(problem => problem.Path["parameters.".Length..])),
                ChatParameters.Table.SetIn(adapted.Parameters));
            Assert.Equal(before.All(problem => !problem.CanBeDropped), ReferenceEquals(request, adapted));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Estimate_GrowsWithTheTextOfEveryConversation()
    {
        Assert.Equal(2 * Prompts(1).EstimatePromptTokens(), Prompts(2).EstimatePromptTokens());
        Assert.InRange(Given.Chat($$"""{"prompts":["{{new string('a', 4_000)}}"]}""").EstimatePromptTokens(), 1_000, 1_010);
    }

    private static ChatRequest Prompts(int count) => new()
    {
        Model = ModelSelector.OfAlias("fast"),
        Conversations = [.. Enumerable.Range(0, count).Select(index => (IReadOnlyList<ChatMessage>)[ChatMessage.Of(ChatRole.User, $"p{index}")])],
    };

    private static ChatResponse Answer(ChatRequest part, int n) => new()
    {
        Outputs = [.. Enumerable.Range(0, n).Select(index => new ChatOutput
        {
            Text = $"{Assert.Single(part.Conversations)[0].Text}.{index}",
            Index = index,
            FinishReason = FinishReason.Stop,
        })],
    };
}
